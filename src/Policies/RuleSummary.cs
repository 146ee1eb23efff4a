namespace SecurityDecisioning.Policies;

/// <summary>A rule of a loaded policy.</summary>
/// <param name="Name">Unique in its policy.</param>
/// <param name="When">The condition as written.</param>
/// <param name="Action">What it proposes.</param>
/// <param name="Scope">The kind of entity that the restriction falls on; none for allow.</param>
/// <param name="DurationMs">How long the restriction stands; 0 for allow.</param>
/// <param name="ReasonCode">Stable code for machines.</param>
/// <param name="Reason">The same in plain words.</param>
/// <param name="Inputs">Everything its condition reads.</param>
public sealed record RuleSummary(
    string Name,
    string When,
    ActionKind Action,
    EntityKind Scope,
    long DurationMs,
    string ReasonCode,
    string Reason,
    IReadOnlyList<RuleInput> Inputs);
