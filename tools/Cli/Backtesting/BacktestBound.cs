using System.Globalization;

namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// What a build must not exceed, for example <c>clean-accounts>10</c> or <c>changed>0.5%</c>: where it holds, the run fails.
/// </summary>
internal sealed record BacktestBound(string Text, string Measure, bool IsAbove, double Limit, bool IsShare)
{
    private static readonly string[] Measures =
    [
        "changed", "stronger", "milder", "clean-accounts", "clean-owners", "precision", "recall", "f1", "false-positive-rate",
    ];

    /// <exception cref="FormatException">It is no bound; the message says what one is.</exception>
    public static BacktestBound Parse(string text)
    {
        var at = text.IndexOfAny(['<', '>']);
        var measure = at < 0 ? "" : text[..at].Trim();
        var number = at < 0 ? "" : text[(at + 1)..].Trim();
        var isShare = number.EndsWith('%');
        return Measures.Contains(measure)
            && double.TryParse(isShare ? number[..^1] : number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit)
            ? new BacktestBound(text, measure, text[at] == '>', isShare ? limit / 100 : limit, isShare)
            : throw new FormatException(
                $"--fail-on {text}: write a measure, > or <, and a number or a percentage, such as clean-accounts>10 or changed>0.5%; "
                + $"the measures are {string.Join(", ", Measures)}");
    }

    /// <summary>What to say where the bound is broken, or cannot be told; null where it is kept.</summary>
    public string? Broken(BacktestReport report)
    {
        var value = ValueOf(report);
        if (double.IsNaN(value))
        {
            return $"{Text} cannot be told: nothing was there to count";
        }

        var found = IsShare
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.####} %")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0.####}");
        return (IsAbove ? value > Limit : value < Limit) ? $"{Text}: it is {found}" : null;
    }

    private double ValueOf(BacktestReport report)
    {
        var (tally, blast) = (report.Tally, report.Blast);
        return Measure switch
        {
            "changed" => Of(tally.Actions.Changed, tally.Decided),
            "stronger" => Of(tally.Actions.Stronger, tally.Decided),
            "milder" => Of(tally.Actions.Milder, tally.Decided),
            "clean-accounts" => Of(blast.CleanNewly.Count, blast.Clean.Count),
            "clean-owners" => Of(blast.CleanNewlyByOwner.Count, blast.Clean.Count),
            "precision" => tally.Truth.New.Precision.Value,
            "recall" => tally.Truth.New.Recall.Value,
            "f1" => tally.Truth.New.F1.Value,
            _ => tally.Truth.New.FalsePositiveRate.Value,
        };

        double Of(long count, long whole) => IsShare ? (double)count / whole : count;
    }
}
