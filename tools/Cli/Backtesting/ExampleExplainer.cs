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
            why.Add($"old: {Sentence(old, decision, example)}");
        }
        else
        {
            why.Add(recorded is { } winner ? $"then: {winner.Policy}/{winner.Rule} won" : "then: no rule won");
        }

        PolicyRehearsal.Decide(decision, plan.New);
        why.Add($"new: {Sentence(plan.New, decision, example)}");
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

    private static string Sentence(PolicySet set, Decision decision, BacktestExample example)
    {
        var fired = decision.Rules.Find(r => r.Policy == example.Policy && r.Rule == example.Rule);
        var outcome = fired.Rule is null ? "" : $" ({RuleOutcomes.NameOf(fired.Outcome)})";
        var sentence = RuleExplainer.Explain(set, decision, example.Policy, example.Rule)?.ToString()
            ?? (example.Rule.Length == 0 ? "no rule is behind it" : $"there is no {example.Policy}/{example.Rule}");
        var winner = decision.Winner is { } won && (won.Policy != example.Policy || won.Rule != example.Rule)
            ? $"; {won.Policy}/{won.Rule} wins"
            : "";
        return $"{sentence}{outcome}{winner}";
    }
}
