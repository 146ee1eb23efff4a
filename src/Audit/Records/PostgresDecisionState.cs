namespace SecurityDecisioning.Audit.Records;

/// <summary>What is known of all rows together, as Dapper fills it.</summary>
internal sealed record PostgresDecisionState
{
    public const string Select =
        "SELECT next_row AS NextRow, next_run AS NextRun, entity_seed AS EntitySeed, skew_ms AS SkewMs FROM decisions_state";

    /// <summary>Number of the next row. Numbers are never used twice, so that what a run says of a row stays true.</summary>
    public long NextRow { get; init; }

    /// <summary>Number of the next run of entities.</summary>
    public long NextRun { get; init; }

    public long EntitySeed { get; init; }

    /// <summary>Most milliseconds that a decision's time and the time in its id have ever been apart.</summary>
    public long SkewMs { get; init; }

    /// <summary>The smallest id that a decision at <paramref name="ms"/> can have.</summary>
    public Guid FirstIdAt(long ms) => PostgresValues.Wide((ulong)Math.Max(0, ms - SkewMs) << 16, 0);

    /// <summary>An id larger than that of any decision before <paramref name="ms"/>.</summary>
    public Guid IdAfter(long ms)
    {
        const long LastMs = (1L << 48) - 1;
        return ms >= LastMs - SkewMs
            ? PostgresValues.Wide(ulong.MaxValue, ulong.MaxValue)
            : PostgresValues.Wide((ulong)Math.Max(0, ms + SkewMs) << 16, 0);
    }
}
