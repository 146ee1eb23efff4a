using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Deciding;

/// <summary>
/// The rules that fired for one request, and how one of them wins: the strongest action; of equal actions the policy whose
/// match is the most specific; of those the first in the order of files and rules.
/// </summary>
internal sealed class Proposals
{
    /// <summary>Most rules that a decision records. The winners are always among them.</summary>
    public const int MaxRecorded = 64;

    private readonly List<CompiledRule> _fired = new(16);

    public void Clear() => _fired.Clear();

    public void Add(CompiledRule rule) => _fired.Add(rule);

    public void Resolve(Decision decision)
    {
        CompiledRule? enforced = null;
        CompiledRule? overall = null;
        foreach (var rule in _fired)
        {
            overall = Stronger(overall, rule);
            enforced = rule.Mode == PolicyMode.Enforce ? Stronger(enforced, rule) : enforced;
        }

        var isCleared = (decision.Event.Traits & RequestTraits.HasClearance) != 0;
        Record(decision, enforced, overall, isCleared);
        decision.Action = ActionOf(enforced, isCleared);
        decision.ShadowAction = ActionOf(overall, isCleared);
        if (enforced is null)
        {
            return;
        }

        if (enforced.Action == ActionKind.Challenge && isCleared)
        {
            decision.Flags |= DecisionFlags.Cleared;
        }

        if (decision.Action != ActionKind.Allow)
        {
            decision.DurationMs = enforced.Summary.DurationMs;
            Issue(decision, isCleared);
        }
    }

    /// <summary>A challenge that has been passed asks for nothing more.</summary>
    private static ActionKind ActionOf(CompiledRule? rule, bool isCleared) =>
        rule is null || (rule.Action == ActionKind.Challenge && isCleared) ? ActionKind.Allow : rule.Action;

    private static CompiledRule Stronger(CompiledRule? best, CompiledRule next) =>
        best is null || next.Action > best.Action || (next.Action == best.Action && next.Specificity > best.Specificity)
            ? next
            : best;

    private static RuleOutcome OutcomeOf(CompiledRule rule, CompiledRule? enforced, CompiledRule? overall, bool isCleared)
    {
        if (rule == enforced)
        {
            return isCleared && rule.Action == ActionKind.Challenge ? RuleOutcome.Cleared : RuleOutcome.Won;
        }

        if (rule == overall)
        {
            return RuleOutcome.WonInShadow;
        }

        var winner = (rule.Mode == PolicyMode.Enforce ? enforced : overall)!;
        return rule.Action < winner.Action ? RuleOutcome.Weaker
            : rule.Specificity < winner.Specificity ? RuleOutcome.LessSpecific
            : RuleOutcome.Later;
    }

    private void Record(Decision decision, CompiledRule? enforced, CompiledRule? overall, bool isCleared)
    {
        var room = MaxRecorded;
        for (var i = 0; i < _fired.Count && room > 0; i++)
        {
            var rule = _fired[i];
            var won = rule == enforced || rule == overall;
            if (won || room > 2 || _fired.Count <= MaxRecorded)
            {
                decision.Rules.Add(rule.Fired with { Outcome = OutcomeOf(rule, enforced, overall, isCleared) });
                room--;
            }
        }
    }

    /// <summary>Every enforced proposal leaves its restriction; of several on one entity the strongest, longest one stays.</summary>
    private void Issue(Decision decision, bool isCleared)
    {
        for (var action = ActionKind.Revoke; action > ActionKind.Allow; action--)
        {
            if (action == ActionKind.Challenge && isCleared)
            {
                return;
            }

            foreach (var rule in _fired)
            {
                if (rule.Mode == PolicyMode.Enforce && rule.Action == action)
                {
                    RestrictionIssuer.Issue(decision, rule);
                }
            }
        }
    }
}
