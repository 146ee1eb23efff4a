namespace SecurityDecisioning.Console.Cases;

/// <summary>One case, as programs read it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Origin">What opened it: person, rule, budget, canary or appeal.</param>
/// <param name="Opened">When.</param>
/// <param name="OpenedBy">The person, policy or guard that opened it.</param>
/// <param name="Why">Why, in plain words.</param>
/// <param name="Entity">Whom it is about, as <c>kind:id</c>; null where it is about a policy only.</param>
/// <param name="Policy">The policy that is looked at; null for none.</param>
/// <param name="Decision">The decision that is looked at; null for none.</param>
/// <param name="Restriction">The restriction that is looked at; null for none.</param>
/// <param name="Verdict">compromised, safe or dismissed; null while it is open.</param>
/// <param name="ClosedBy">Who closed it.</param>
/// <param name="Closed">When.</param>
/// <param name="Found">What was found, in plain words.</param>
public sealed record CaseDocument(
    string Id,
    string Origin,
    DateTimeOffset Opened,
    string OpenedBy,
    string Why,
    string? Entity,
    string? Policy,
    string? Decision,
    string? Restriction,
    string? Verdict,
    string? ClosedBy,
    DateTimeOffset? Closed,
    string? Found)
{
    /// <summary>What came of it; empty in lists.</summary>
    public IReadOnlyList<SnoozeDocument> Snoozes { get; init; } = [];
}
