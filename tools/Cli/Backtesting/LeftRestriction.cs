namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>A restriction that one of the sets leaves.</summary>
/// <param name="IsNew">Whether it is the new set's.</param>
/// <param name="Action">What it does.</param>
/// <param name="Entity">Whom it holds.</param>
internal readonly record struct LeftRestriction(bool IsNew, ActionKind Action, EntityKey Entity);
