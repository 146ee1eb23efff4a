using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Finds rules that never have an effect because others, alone or together, win wherever they fire; and among those the ones
/// that contradict the winner: the same condition with another action.
/// </summary>
internal static class ShadowProof
{
    /// <summary>Rules that are tried together.</summary>
    private const int MaxTogether = 6;

    public static void Check(ProvenRule rule, IReadOnlyList<ProvenRule> rivals, Prover prover, ProblemList findings)
    {
        var together = new List<ProvenRule>();
        foreach (var rival in rivals)
        {
            if (rival == rule || !Precedence.Beats(rival, rule) || !Reach.Includes(rival.Policy, rule.Policy)
                || !Precedence.Covers(rival, rule) || !rule.Footprint.Touches(rival.Footprint))
            {
                continue;
            }

            if (rule.Footprint.CanImply(rival.Footprint)
                && prover.CanDiffer(rule.Condition, rival.Condition, rule.Start) == Answer.Impossible)
            {
                findings.Add(Finding(rule, rival, prover));
                return;
            }

            if (together.Count < MaxTogether)
            {
                together.Add(rival);
            }
        }

        if (together.Count > 1)
        {
            CheckTogether(rule, together, prover, findings);
        }
    }

    private static void CheckTogether(ProvenRule rule, List<ProvenRule> rivals, Prover prover, ProblemList findings)
    {
        if (!AreEnough(rule, rivals, prover))
        {
            return;
        }

        foreach (var rival in rivals.ToList())
        {
            var others = rivals.Where(r => r != rival).ToList();
            rivals = AreEnough(rule, others, prover) ? others : rivals;
        }

        findings.Add(rule.AtCondition(ProblemSeverity.Warning, "shadowed",
            $"the rule never has an effect: where it fires, one of {string.Join(" and ", rivals.Select(r => r.NameFor(rule)))} wins",
            "remove it, or make its condition hold where none of them does"));
    }

    private static bool AreEnough(ProvenRule rule, IEnumerable<ProvenRule> rivals, Prover prover)
    {
        Goal[] goals = [Goal.Of(rule.Condition, Wanted.True), .. rivals.Select(r => Goal.Of(r.Condition, Wanted.NotTrue))];
        return prover.CanHold(goals, rule.Start) == Answer.Impossible;
    }

    private static PolicyProblem Finding(ProvenRule rule, ProvenRule winner, Prover prover)
    {
        if (rule.Rule.Override)
        {
            return rule.AtCondition(ProblemSeverity.Warning, "contradiction",
                $"the rule lets nobody through: where it fires, {winner.NameFor(rule)} fires too and bypasses it",
                $"remove `bypass: true` there, or make this condition hold where that one does not");
        }

        if (winner.Rule.Override)
        {
            return rule.AtCondition(ProblemSeverity.Warning, "shadowed",
                $"the rule never has an effect: where it fires, {winner.NameFor(rule)} lets the request through",
                "narrow the override, or add `bypass: true` to this rule if it is to hold in spite of it");
        }

        var isSame = rule.Rule.Action != winner.Rule.Action
            && prover.CanDiffer(winner.Condition, rule.Condition, winner.Start) == Answer.Impossible;
        return isSame
            ? rule.AtKey(rule.Written.Action, "then.action", ProblemSeverity.Warning, "contradiction",
                $"two rules of one condition and scope disagree: `{rule.Written.Action!.Value}` here, "
                    + $"`{winner.Written.Action!.Value}` in {winner.NameFor(rule)}, which wins",
                "keep the one that is meant")
            : rule.AtCondition(ProblemSeverity.Warning, "shadowed",
                $"the rule never has an effect: where it fires, {winner.NameFor(rule)} wins with `{winner.Written.Action!.Value}`",
                "remove it, make its condition hold where that one does not, or put it first");
    }
}
