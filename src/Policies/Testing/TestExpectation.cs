using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>What a test expects of a decision: the action, and whatever else it names.</summary>
internal sealed class TestExpectation(TestDocument test)
{
    private const string None = "none";

    /// <summary>What is expected, in one line.</summary>
    public string Expected { get; } = Text(
        test.Action!.Value,
        test.Rule?.Value,
        test.Reason?.Value,
        test.ShadowAction?.Value,
        test.Obligations?.Select(Obligations.Of));

    /// <summary>The same of <paramref name="decision"/>.</summary>
    public string Actual(Decision decision) => Text(
        ActionKinds.NameOf(decision.Action),
        test.Rule is null ? null : decision.Winner?.Rule ?? None,
        test.Reason is null ? null : decision.Winner?.ReasonCode ?? None,
        test.ShadowAction is null ? null : ActionKinds.NameOf(decision.ShadowAction),
        test.Obligations is null ? null : decision.Obligations);

    public bool IsMetBy(Decision decision) =>
        Names(test.Action!, decision.Action)
        && (test.Rule is null || test.Rule.Value == (decision.Winner?.Rule ?? None))
        && (test.Reason is null || test.Reason.Value == (decision.Winner?.ReasonCode ?? None))
        && (test.ShadowAction is null || Names(test.ShadowAction, decision.ShadowAction))
        && (test.Obligations is null || test.Obligations.Select(Obligations.Of).ToHashSet().SetEquals(decision.Obligations));

    /// <summary>The rules whose part in it a person asks about first: the named one, those that fired, those that could have.</summary>
    public IEnumerable<string> RulesToExplain(Decision decision, PolicySummary policy)
    {
        var named = policy.Rules.Where(r => r.Name == test.Rule?.Value);
        var fired = policy.Rules.Where(r => decision.Rules.Exists(f => f.Rule == r.Name));
        var hoped = policy.Rules.Where(r => test.Rule is null && Names(test.Action!, r.Action));
        return named.Concat(fired).Concat(hoped).Select(r => r.Name).Distinct();
    }

    private static bool Names(Field field, ActionKind action) => ActionKinds.TryParse(field.Value, out var named) && named == action;

    private static string Text(string action, string? rule, string? reason, string? shadow, IEnumerable<Obligation>? obligations)
    {
        var text = rule is null ? action : $"{action} by {rule}";
        text += reason is null ? "" : $", reason {reason}";
        text += shadow is null ? "" : $", in shadow {shadow}";
        return obligations is null ? text : $"{text}, to do [{string.Join(", ", obligations.Select(Text).Order(StringComparer.Ordinal))}]";
    }

    private static string Text(Obligation o) =>
        o.Value.Length == 0 ? $"{ObligationKinds.NameOf(o.Kind)} {o.Name}" : $"{ObligationKinds.NameOf(o.Kind)} {o.Name}={o.Value}";
}
