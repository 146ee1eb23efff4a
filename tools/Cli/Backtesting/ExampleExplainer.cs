using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Explaining;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>Says of a decision that changes what each set makes of it, and what settled that.</summary>
internal static class ExampleExplainer
{
    public static ExplainedExample Explain(BacktestExample example, BacktestPlan plan)
    {
        var decision = DecisionCodec.Read(example.Record);
        var why = new List<string>(2);
        var recorded = decision.Winner;
        if (plan.Old is { } old)
        {
            PolicyRehearsal.Decide(decision, old);
            var now = RuleExplainer.Explain(plan.New, decision, example.Policy, example.Rule);
            why.Add($"old: {Held(example.OldHeld) ?? Sentence(old, decision, example, now)}");
        }
        else
        {
            why.Add(recorded is { } winner ? $"then: {winner.Policy}/{winner.Rule} won" : "then: no rule won");
        }

        PolicyRehearsal.Decide(decision, plan.New);
        why.Add($"new: {Held(example.NewHeld) ?? Sentence(plan.New, decision, example)}");
        var truth = plan.Labels.TryFind(decision.Event, out var isAttack) ? isAttack ? "attack" : "harmless" : "";
        return new ExplainedExample(
            decision.Id.ToString(),
            decision.Event.TimeMs,
            Operations.NameOf(decision.Event.Operation),
            decision.Risk,
            truth,
            ActionKinds.NameOf(example.Old),
            ActionKinds.NameOf(example.New),
            example.Policy,
            example.Rule,
            why);
    }

    private static string? Held(Restriction? restriction) => restriction is null ? null
        : $"held by what {restriction.Owner} left on its {EntityKinds.NameOf(restriction.Entity.Kind)} before ({restriction.ReasonCode})";

    /// <summary>Where the rule fires in both sets alike, its condition is told once.</summary>
    private static string Sentence(PolicySet set, Decision decision, BacktestExample example, RuleExplanation? other = null)
    {
        var name = $"{example.Policy}/{example.Rule}";
        var explanation = RuleExplainer.Explain(set, decision, example.Policy, example.Rule);
        var sentence = example.Rule.Length == 0 ? "no rule is behind it"
            : explanation is null ? $"there is no {name}"
            : explanation.Reason == other?.Reason ? $"{name} {(other.State == RuleState.Fired ? "fires too" : "does not fire either")}"
            : explanation.ToString();
        var fired = decision.Rules.Find(r => r.Policy == example.Policy && r.Rule == example.Rule);
        var outcome = fired.Rule is null ? "" : $" ({RuleOutcomes.NameOf(fired.Outcome).Replace('_', ' ')})";
        var winner = decision.Winner is { } won && (won.Policy != example.Policy || won.Rule != example.Rule)
            ? $"; {won.Policy}/{won.Rule} wins"
            : "";
        return $"{sentence}{outcome}{winner}";
    }
}
