using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>Finds rules that can never fire, that always do, and alternatives within one that never hold.</summary>
internal static class FiringProof
{
    /// <summary>Parts of one "and" that are tried one by one to name those that exclude each other.</summary>
    private const int MaxParts = 16;

    /// <summary>False where the rule never fires, so that nothing else is to be said of it.</summary>
    public static bool Check(ProvenRule rule, Prover prover, ProblemList findings)
    {
        if (prover.CanFire(rule.Condition, rule.Start) == Answer.Impossible)
        {
            findings.Add(Never(rule, prover));
            return false;
        }

        if (prover.CanBeSilent(rule.Condition, rule.Start) == Answer.Impossible)
        {
            var forAll = rule.IsPunitive ? $": `{rule.Written.Action!.Value}` for all" : "";
            findings.Add(rule.AtCondition(ProblemSeverity.Warning, "always-fires",
                $"the rule fires for every request that its policy matches{forAll}",
                "say in the condition what sets the requests apart that are meant"));
            return true;
        }

        FindDeadParts(rule, rule.Condition.Root, prover, findings);
        return true;
    }

    private static PolicyProblem Never(ProvenRule rule, Prover prover)
    {
        var core = Core(rule, prover);
        var byMatch = prover.CanFire(rule.Condition) == Answer.Impossible ? "" : " of a request that the policy matches";
        var message = core.Count == 1
            ? $"the rule can never fire: `{core[0]}` never holds{byMatch}"
            : $"the rule can never fire: {string.Join(" and ", core.Select(p => $"`{p}`"))} exclude each other{byMatch}";
        return rule.AtCondition(ProblemSeverity.Warning, "never-fires", message,
            "mend the bound that is the wrong way round or out of range, or remove the rule", core[^1]);
    }

    /// <summary>The parts of the condition's "and" without any of which it could hold.</summary>
    private static List<CelExpression> Core(ProvenRule rule, Prover prover)
    {
        if (rule.Condition.Root is not CelLogic { IsAnd: true } and || and.Operands.Count > MaxParts)
        {
            return [rule.Condition.Root];
        }

        var core = and.Operands.ToList();
        foreach (var part in and.Operands)
        {
            var others = core.Where(p => p != part).ToList();
            Goal[] goals = [.. others.Select(p => new Goal(rule.Condition, p, Wanted.True))];
            if (others.Count > 0 && prover.CanHold(goals, rule.Start) == Answer.Impossible)
            {
                core = others;
            }
        }

        return core;
    }

    /// <summary>An alternative that never holds is a mistake even where another one does.</summary>
    private static void FindDeadParts(ProvenRule rule, CelExpression part, Prover prover, ProblemList findings)
    {
        if (part is not CelLogic logic)
        {
            return;
        }

        foreach (var operand in logic.Operands)
        {
            if (!logic.IsAnd && prover.CanHold([new Goal(rule.Condition, operand, Wanted.True)], rule.Start) == Answer.Impossible)
            {
                findings.Add(rule.AtCondition(ProblemSeverity.Warning, "part-never-holds",
                    $"the alternative `{operand}` never holds", "mend it, or remove it: the rule is the same without", operand));
            }
            else
            {
                FindDeadParts(rule, operand, prover, findings);
            }
        }
    }
}
