using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Replaying;

/// <summary>What the replay benchmark found, lines per second on one core.</summary>
internal sealed record ReplayFigures(int Lines, string Source, double Median, double Min, double Max)
{
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"""
        ## Replay of an access log

        `sd replay` pinned to one core, {Lines:N0} combined-format lines ({Source}), parsing, fold, detectors, model and policies on:

        | | lines per second |
        |---|---|
        | median | {Median:N0} |
        | least | {Min:N0} |
        | most | {Max:N0} |

        """);
}
