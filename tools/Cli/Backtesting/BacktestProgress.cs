namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>How far a backtest is and what it has found so far.</summary>
/// <param name="Decisions">Records so far.</param>
/// <param name="Share">Of the log's bytes, 0 to 1.</param>
/// <param name="PerSecond">Records a second since the start.</param>
/// <param name="LeftSeconds">Seconds that the rest takes at this pace.</param>
/// <param name="Changed">Decisions that change so far.</param>
/// <param name="CleanAccounts">Accounts with clean history that would be newly touched so far.</param>
internal readonly record struct BacktestProgress(
    long Decisions, double Share, double PerSecond, double LeftSeconds, long Changed, long CleanAccounts);
