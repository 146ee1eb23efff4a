namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary>What one way of looking at restrictions (<c>--restrictions</c>) took and found.</summary>
internal sealed record BacktestFigure(
    string Restrictions, long Changed, int RulesFired, double MedianSeconds, double MostSeconds, long PeakBytes);
