using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary>What the backtest benchmark found.</summary>
internal sealed record BacktestFigures(int Decisions, long Bytes, IReadOnlyList<BacktestFigure> Ways)
{
    private const int Wanted = 20;
    private const int WantedDecisions = 1_000_000;

    public string Write()
    {
        var rows = Ways.Select(w => Text(
            $"| {w.Restrictions} | {w.MedianSeconds:F1} | {w.MostSeconds:F1} | {Decisions / w.MedianSeconds:N0} ")
            + Text($"| {Scaled(w):F1}: {(Scaled(w) <= Wanted ? "met" : "missed")} ")
            + Text($"| {w.PeakBytes / 1e6:N0} | {w.Changed:N0} | {w.RulesFired} |"));
        return Text($"""
            ## Backtest

            `sd backtest` from its start to its report, on a log of {Decisions:N0} decisions ({Bytes / 1e6:N0} MB) that the engine made of
            simulated shop traffic with attacks in it: the shipped policies, all of them live, against the same as shipped. Each decision
            is read, checked and decided with both sets, under the restrictions that were recorded, or under those that each set itself
            would have left.

            | `--restrictions` | seconds, median | most | decisions/s | for 1,000,000 (≤ {Wanted}) | most MB | changed | rules fired |
            |---|---|---|---|---|---|---|---|
            {string.Join('\n', rows)}

            """);
    }

    private double Scaled(BacktestFigure way) => way.MedianSeconds * WantedDecisions / Decisions;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
