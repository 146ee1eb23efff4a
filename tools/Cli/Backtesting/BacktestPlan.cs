using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>What is held against what, over which decisions.</summary>
internal sealed record BacktestPlan
{
    /// <summary>The set that is held against the new one; null for what was decided then.</summary>
    public PolicySet? Old { get; init; }

    public required PolicySet New { get; init; }

    /// <summary>First time of a decision, milliseconds since the Unix epoch.</summary>
    public long FromMs { get; init; } = long.MinValue;

    /// <summary>Last time of a decision.</summary>
    public long ToMs { get; init; } = long.MaxValue;

    public DecisionLabels Labels { get; init; } = new();

    public CleanHistory Clean { get; init; } = new(CleanHistory.DefaultLogins);

    /// <summary>
    /// Whether each set's own restrictions hold for the decisions that follow, in the place of those that policies had left then.
    /// </summary>
    public bool SimulatesRestrictions { get; init; }

    /// <summary>Batches that are decided at once, from 1. The result does not depend on it.</summary>
    public int BatchesAtOnce { get; init; } = 3 * Environment.ProcessorCount;
}
