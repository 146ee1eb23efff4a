using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Numbers;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>Two numeric expressions compared, at least one of them more than a constant.</summary>
internal sealed class RelationAtom(string key, NumberTerm left, CelOperator op, NumberTerm right) : Atom
{
    public override bool Assume(Situation situation, Wanted wanted)
    {
        var holds = IsHolding(wanted);
        if (!situation.Narrow(key, TruthDomain.Of(holds ? Wanted.True : Wanted.False)))
        {
            return false;
        }

        situation.Add(new NumberRelation(left, op, right, holds));
        return !holds || (left.AssumeKnown(situation) && right.AssumeKnown(situation));
    }
}
