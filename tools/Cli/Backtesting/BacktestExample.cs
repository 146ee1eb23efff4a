namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>A decision that changes, kept to be explained.</summary>
/// <param name="Old">What the old set does.</param>
/// <param name="New">What the new set does.</param>
/// <param name="Policy">The rule that is behind the change: the new winner's, or the old one's where nothing wins now.</param>
/// <param name="Rule">Its name.</param>
/// <param name="Record">The decision's record.</param>
internal sealed record BacktestExample(ActionKind Old, ActionKind New, string Policy, string Rule, byte[] Record)
{
    /// <summary>What the old set's action is due to, where restrictions are simulated and it is due to one.</summary>
    public Restriction? OldHeld { get; init; }

    /// <summary>Likewise of the new set's.</summary>
    public Restriction? NewHeld { get; init; }
}
