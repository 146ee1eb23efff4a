using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>Says which parts of a condition the proofs could not look into.</summary>
internal static class OpacityProof
{
    private const int MaxNamed = 3;

    public static void Check(ProvenRule rule, ProblemList findings)
    {
        var opaque = RuleParts.Of(rule.Condition.Root).Where(p => IsOpaque(rule.Condition, p)).ToList();
        if (opaque.Count > 0)
        {
            var named = string.Join(", ", opaque.Take(MaxNamed).Select(p => $"`{p}`"));
            findings.Add(rule.AtCondition(ProblemSeverity.Note, "gave-up",
                $"the proofs did not look into {named}{(opaque.Count > MaxNamed ? $" and {opaque.Count - MaxNamed} more" : "")}: "
                + "taken as true or false, whichever refutes less",
                "nothing is wrong; compare variables with constants where this rule is to be proved as well", opaque[0]));
        }
    }

    private static bool IsOpaque(Condition condition, CelExpression part) =>
        Cases.Of(new Goal(condition, part, Wanted.True)) is null && !condition.AtomOf(part).IsLookedInto;
}
