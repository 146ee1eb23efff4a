using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>Says which parts of a condition the proofs could not look into.</summary>
internal static class OpacityProof
{
    private const int MaxNamed = 3;

    public static void Check(ProvenRule rule, ProblemList findings)
    {
        var opaque = new List<CelExpression>();
        Collect(rule, rule.Condition.Root, opaque);
        if (opaque.Count > 0)
        {
            var named = string.Join(", ", opaque.Take(MaxNamed).Select(p => $"`{p}`"));
            findings.Add(rule.AtCondition(ProblemSeverity.Note, "gave-up",
                $"the proofs did not look into {named}{(opaque.Count > MaxNamed ? $" and {opaque.Count - MaxNamed} more" : "")}: "
                + "taken as true or false, whichever refutes less",
                "nothing is wrong; compare variables with constants where this rule is to be proved as well", opaque[0]));
        }
    }

    private static void Collect(ProvenRule rule, CelExpression part, List<CelExpression> opaque)
    {
        switch (part)
        {
            case CelLogic logic:
                foreach (var operand in logic.Operands)
                {
                    Collect(rule, operand, opaque);
                }

                break;
            case CelUnary { IsNot: true } not:
                Collect(rule, not.Operand, opaque);
                break;
            case CelConditional conditional:
                Collect(rule, conditional.Condition, opaque);
                Collect(rule, conditional.Yes, opaque);
                Collect(rule, conditional.No, opaque);
                break;
            default:
                if (!rule.Condition.AtomOf(part).IsLookedInto)
                {
                    opaque.Add(part);
                }

                break;
        }
    }
}
