using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary>What the backtest benchmark found.</summary>
internal sealed record BacktestFigures(
    int Decisions, long Bytes, long Changed, int RulesFired, double MedianSeconds, double MostSeconds, long PeakBytes)
{
    private const int Wanted = 20;
    private const int WantedDecisions = 1_000_000;

    public string Write()
    {
        var scaled = MedianSeconds * WantedDecisions / Decisions;
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Backtest

            `sd backtest` from its start to its report, on a log of {Decisions:N0} decisions ({Bytes / 1e6:N0} MB) that the engine made of
            simulated shop traffic with attacks in it: the shipped policies, all of them live, against the same as shipped. Each decision
            is read, checked and decided with both sets; {Changed:N0} change, {RulesFired} rules fired.

            | | |
            |---|---|
            | seconds, median | {MedianSeconds:F1} |
            | seconds, most | {MostSeconds:F1} |
            | decisions per second | {Decisions / MedianSeconds:N0} |
            | seconds for 1,000,000 (wanted ≤ {Wanted}) | {scaled:F1}: {(scaled <= Wanted ? "met" : "missed")} |
            | memory at most, MB | {PeakBytes / 1e6:N0} |

            """);
    }
}
