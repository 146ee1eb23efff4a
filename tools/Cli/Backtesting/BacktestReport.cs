namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>What a backtest found.</summary>
internal sealed record BacktestReport
{
    public required BacktestPlan Plan { get; init; }

    public required BatchTally Tally { get; init; }

    public required BlastRadius Blast { get; init; }

    public RestrictedEntities Restricted { get; init; } = new();

    /// <summary>Restrictions that the simulation had no room for.</summary>
    public long Evicted { get; init; }

    /// <summary>Records of the log outside the times asked for, and not decided.</summary>
    public required long OutOfRange { get; init; }

    /// <summary>Damaged places of the log, each with what it says; what stood behind one in its file is missing.</summary>
    public required IReadOnlyList<string> Damage { get; init; }

    /// <summary>Whether the whole log was decided; false where it was interrupted.</summary>
    public required bool IsComplete { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public IReadOnlyList<ExplainedExample> Examples { get; init; } = [];

    public double PerSecond => Tally.Decisions / Math.Max(Elapsed.TotalSeconds, 1e-9);
}
