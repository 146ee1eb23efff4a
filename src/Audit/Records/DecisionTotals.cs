namespace SecurityDecisioning.Audit.Records;

/// <summary>What is kept altogether.</summary>
/// <param name="Count">Number of decisions.</param>
/// <param name="ByAction">The same by action; every action has an entry.</param>
/// <param name="OldestMs">Time of the oldest, null where there are none.</param>
/// <param name="NewestMs">Time of the newest, null where there are none.</param>
public sealed record DecisionTotals(
    long Count, IReadOnlyDictionary<ActionKind, long> ByAction, long? OldestMs, long? NewestMs);
