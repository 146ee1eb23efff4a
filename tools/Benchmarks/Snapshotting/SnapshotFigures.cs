using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Snapshotting;

/// <summary>What a snapshot of a full store costs those who wait for it.</summary>
/// <param name="Entities">Live entities.</param>
/// <param name="Hold">Longest hold of one of the store's locks for copying, of each round, milliseconds.</param>
/// <param name="ApplyUnderway">Longest single <c>Apply</c> while a snapshot was written, of each round, milliseconds.</param>
/// <param name="ApplyAlone">The same beside a thread that works as much and holds no lock, of each round, milliseconds.</param>
/// <param name="Applied">Events applied while snapshots were written, per second.</param>
/// <param name="Write">Writing, with the sync to disk, of each round, seconds.</param>
/// <param name="WriteProcessor">The writer's processor time, of each round, seconds.</param>
/// <param name="MiB">Size of the file.</param>
/// <param name="Load">Reading it back from the page cache into a new store, of each round, seconds.</param>
/// <param name="LoadProcessor">Processor time of that, all threads, of each round, seconds.</param>
/// <param name="IsEqual">Whether every store that was read back had the state hash of the one that was written.</param>
internal sealed record SnapshotFigures(
    long Entities,
    double[] Hold,
    double[] ApplyUnderway,
    double[] ApplyAlone,
    double Applied,
    double[] Write,
    double[] WriteProcessor,
    double MiB,
    double[] Load,
    double[] LoadProcessor,
    bool IsEqual)
{
    public string Text() => string.Create(CultureInfo.InvariantCulture, $"""
        ## Snapshots

        `FeatureStore` with {Entities:N0} live entities, {Hold.Length} rounds. One thread applies events without a break while another
        writes the snapshot ({Applied:N0} events per second meanwhile); what the slowest `Apply` of all took is beside the slowest of as
        long a time with another thread that works as much and holds no lock: the machine interrupts threads for longer than locks do.
        Files are read back from the page cache. Medians of the rounds, and the worst.

        | figure | median | worst | wanted |
        |---|---|---|---|
        | longest hold of a lock, ms | {Middle(Hold):F2} | {Hold.Max():F2} | ≤ 5 |
        | longest `Apply` while a snapshot is written, ms | {Middle(ApplyUnderway):F2} | {ApplyUnderway.Max():F2} | ≤ 5 |
        | longest `Apply` beside other work instead, ms | {Middle(ApplyAlone):F2} | {ApplyAlone.Max():F2} | |
        | writing and syncing, s | {Middle(Write):F2} | {Write.Max():F2} | |
        | processor time of writing, s | {Middle(WriteProcessor):F2} | {WriteProcessor.Max():F2} | |
        | size, MiB | {MiB:F0} | | |
        | loading, s | {Middle(Load):F2} | {Load.Max():F2} | ≤ 3 |
        | processor time of loading, all threads, s | {Middle(LoadProcessor):F2} | {LoadProcessor.Max():F2} | |
        | state hash after loading | {(IsEqual ? "equal" : "NOT EQUAL")} | | equal |

        """);

    private static double Middle(double[] rounds) => Machine.Percentiles.Median([.. rounds]);
}
