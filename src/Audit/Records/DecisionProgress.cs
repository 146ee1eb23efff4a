namespace SecurityDecisioning.Audit.Records;

/// <summary>How far the records are, as Dapper fills it.</summary>
internal sealed class DecisionProgress
{
    public const string Select =
        "SELECT next_row AS NextRow, entity_seed AS EntitySeed, unindexed_below AS UnindexedBelow FROM decisions_progress";

    /// <summary>Number of the next row. Numbers are never used twice, so that what a run says of a row stays true.</summary>
    public long NextRow { get; init; }

    public long EntitySeed { get; init; }

    /// <summary>Rows with smaller numbers are in no entity run yet; 0 once all are.</summary>
    public long UnindexedBelow { get; init; }
}
