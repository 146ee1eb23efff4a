using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>The report's section.</summary>
internal sealed record PolicyFigures(
    IReadOnlyList<PolicyFigure> Packs,
    (double Ms, double ProcessorMs) FirstLoad,
    (double Ms, double ProcessorMs) Load,
    IReadOnlyList<SwapFigure> Swaps)
{
    public string Write()
    {
        var packs = Packs.Select(p => Text(
            $"| {p.Pack} | {p.MeanNs:F0} | {p.MedianNs:F0} | {p.P99Ns:F0} | {p.BytesNoneFired} | {p.FiredShare:P1} | {Wanted(p)} |"));
        var swaps = Swaps.Select(s =>
            Text($"| {s.Meanwhile} | {s.Decisions:N0} | {s.P9999Us:F1} | {s.LongestUs:F0} | {s.LongerThanMs} | {s.HeldByCollector} ")
            + Text($"| {s.Collections:N0} | {s.CollectorMs:F1} |"));
        return Text($"""
            ## Policies alone

            `PolicySet.Decide` on feature vectors, candidates and risks of simulated shop traffic with attacks in it (2,000 requests, no
            model), rules with reason codes as teams write them. The mean is of many decisions under one clock, the best round; median
            and p99 are of decisions timed one by one, the timer's own ~25 ns included. Where every guard is passed, the vector is made up.

            | rules | mean ns | median ns | p99 ns | bytes where none fired | decisions with a rule that fired | wanted, ns |
            |---|---|---|---|---|---|---|
            {string.Join('\n', packs)}

            Reading, checking, compiling and proving 100 policies with 300 rules: {Load.Ms:F0} ms, {Load.ProcessorMs:F0} ms of
            processor time (the first time in a process {FirstLoad.Ms:F0} and {FirstLoad.ProcessorMs:F0} ms; wanted ≤ 500).

            A set of 100 policies read, checked, proved, tested and exchanged, as a gateway does where its folder changes, while another
            thread decides without a break (wanted: no decision later by more than 1 ms). Nothing for as long, and computing, are the
            machine's own part:

            | the other thread | decisions | p99.99 µs | longest µs | longer than 1 ms | in a collection | collections | ms of them |
            |---|---|---|---|---|---|---|---|
            {string.Join('\n', swaps)}

            """);
    }

    private static string Wanted(PolicyFigure figure) =>
        figure.WantedNs > 0 ? Text($"≤ {figure.WantedNs:F0}: {(figure.MedianNs <= figure.WantedNs ? "met" : "missed")}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
