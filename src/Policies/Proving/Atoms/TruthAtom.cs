using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>A yes-or-no variable of the request, or a part that is not looked into.</summary>
/// <param name="key">The same for what is always the same in one decision.</param>
/// <param name="canFail">Whether it can end in an error.</param>
/// <param name="isLookedInto">Whether its meaning is known.</param>
internal sealed class TruthAtom(string key, bool canFail, bool isLookedInto) : Atom
{
    private static readonly TruthDomain NoFailure = new(true, true, false);

    public override bool IsLookedInto => isLookedInto;

    public override bool Assume(Situation situation, Wanted wanted) =>
        situation.Narrow(key, canFail ? TruthDomain.Of(wanted) : TruthDomain.Of(wanted).Meet(NoFailure));
}
