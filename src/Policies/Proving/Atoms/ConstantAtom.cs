using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>A part that reads nothing: it always comes to the same.</summary>
internal sealed class ConstantAtom(Truth truth) : Atom
{
    public override bool Assume(Situation situation, Wanted wanted) => wanted switch
    {
        Wanted.True => truth == Truth.True,
        Wanted.False => truth == Truth.False,
        Wanted.NotTrue => truth != Truth.True,
        _ => truth != Truth.False,
    };
}
