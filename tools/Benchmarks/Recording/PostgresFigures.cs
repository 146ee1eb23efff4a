using System.Globalization;
using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>What the benchmark of records in PostgreSQL found.</summary>
internal sealed record PostgresFigures(
    string Version, int Decisions, double BytesPerRecord, IReadOnlyList<PostgresTurn> Turns, double SearchMs)
{
    public string Write()
    {
        var rows = Turns.GroupBy(t => t.Batch).Select(turns => string.Create(
            CultureInfo.InvariantCulture,
            $"| {turns.Key:N0} | {Median(turns, t => t.Heap.RowsPerSecond):N0} | {Median(turns, t => t.Keyed.RowsPerSecond):N0} "
            + $"| {Median(turns, t => t.Records.RowsPerSecond):N0} "
            + $"| {Median(turns, t => t.Records.RowsPerSecond / t.Heap.RowsPerSecond):F2} "
            + $"| {Median(turns, t => t.Records.RowsPerSecond / t.Keyed.RowsPerSecond):F2} "
            + $"| {Median(turns, t => t.Keyed.ProcessorUs):F1} + {Median(turns, t => t.Keyed.ServerUs):F1} "
            + $"| {Median(turns, t => t.Records.ProcessorUs):F1} + {Median(turns, t => t.Records.ServerUs):F1} "
            + $"| {Median(turns, t => t.Keyed.BytesPerRow):F0} | {Median(turns, t => t.Records.BytesPerRow):F0} |"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Decision records in PostgreSQL

            {Decisions:N0} decisions of simulated traffic ({BytesPerRecord:F0} bytes each) into PostgreSQL {Version} on the same machine:
            into the records with all that finds them again, and by COPY with the same writer into a bare table without any index and
            into one with the id's (what the bare table of SQLite has), in turns; medians. One transaction and one wait for the disk per
            batch in each. Processor time is that of this process and of the server's processes that serve it.
            A page of 50 decisions of one entity takes {SearchMs:F2} ms (median) once all are there.

            | rows per batch | COPY rows/s | id index | records | ratio | to id index | id index: µs CPU/row | records | B/row | records |
            |---|---|---|---|---|---|---|---|---|---|
            {string.Join('\n', rows)}

            """);
    }

    private static double Median(IEnumerable<PostgresTurn> turns, Func<PostgresTurn, double> figure) =>
        Percentiles.Median([.. turns.Select(figure)]);
}
