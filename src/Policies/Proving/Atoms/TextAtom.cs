using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>A text variable compared with literals.</summary>
internal sealed class TextAtom(PolicyVariable variable, TextDomain holds, TextDomain fails) : Atom
{
    public override bool Assume(Situation situation, Wanted wanted) => situation.Narrow(variable, IsHolding(wanted) ? holds : fails);
}
