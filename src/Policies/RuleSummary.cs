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
    IReadOnlyList<RuleInput> Inputs)
{
    /// <summary>Durations for the second, third, … time within a day, milliseconds; the last one for every further time.</summary>
    public IReadOnlyList<long> Escalation { get; init; } = [];

    /// <summary>What the client is asked for where the action is challenge.</summary>
    public ChallengeKind Challenge { get; init; }

    /// <summary>An allow that beats every punitive rule without <see cref="Bypass"/>.</summary>
    public bool Override { get; init; }

    /// <summary>Punitive, and not to be beaten by an allowlist.</summary>
    public bool Bypass { get; init; }

    /// <summary>What is to be done besides the action.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    /// <summary>The second person who approved it by name, or null.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The reason by language (BCP 47 tag); empty where it was written in one only.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it holds back for a person's review.</summary>
    public bool RequiresReview => Obligations.Any(static o => o.Kind == ObligationKind.Review);

    /// <summary>Line of the rule in its document, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Line of its condition in its document, from 1.</summary>
    public int ConditionLine { get; init; }

    /// <summary>Column of its condition in its document, from 1.</summary>
    public int ConditionColumn { get; init; }
}
