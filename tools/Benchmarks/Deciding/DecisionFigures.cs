using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>What one kind of request costs the decision point.</summary>
internal sealed record DecisionFigures(
    int Policies, int Trees, int Depth, long Entities, IReadOnlyList<DecisionFigure> Figures)
{
    public string Write()
    {
        var rows = Figures.Select(f => string.Create(CultureInfo.InvariantCulture,
            $"| {f.Traffic} | {f.MedianUs:F2} | {f.P99Us:F2} | {f.BytesPerDecision:F0} | {f.CandidatesPerDecision:F2} |"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## The decision alone

            `DecisionEngine.Decide`, restrictions to policy: {Policies} policies, {Trees} trees of depth {Depth},
            {Entities:N0} live entities, one thread, each decision timed by itself (the timer's own ~25 ns included).

            | traffic | median µs | p99 µs | bytes allocated | candidates scored |
            |---|---|---|---|---|
            {string.Join('\n', rows)}

            """);
    }
}
