using System.Globalization;
using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>What the records benchmark found.</summary>
internal sealed record RecordsFigures(
    int Decisions, double BytesPerRecord, double DecodingUs, IReadOnlyList<RecordsTurn> Turns, double SearchMs)
{
    public string Write()
    {
        var rows = Turns.GroupBy(t => t.Batch).Select(turns => string.Join(
            " | ",
            string.Create(CultureInfo.InvariantCulture, $"| {turns.Key:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Bare.RowsPerSecond):N0}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Records.RowsPerSecond):N0}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Records.RowsPerSecond / t.Bare.RowsPerSecond):F2}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Bare.ProcessorUs):F1}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Records.ProcessorUs):F1}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Bare.BytesPerRow):F0}"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(turns, t => t.Records.BytesPerRow):F0} |")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Decision records in SQLite

            {Decisions:N0} decisions of simulated traffic ({BytesPerRecord:F0} bytes each), into the records with all that finds them
            again and into a bare table with no index but the id, in turns; medians. Reading one from the log first takes
            {DecodingUs:F2} µs. A page of 50 decisions of one entity takes {SearchMs:F2} ms (median) once all are there.

            | rows per batch | bare rows/s | records rows/s | ratio | bare µs CPU/row | records µs CPU/row | bare B/row | records B/row |
            |---|---|---|---|---|---|---|---|
            {string.Join('\n', rows)}

            """);
    }

    private static double Median(IEnumerable<RecordsTurn> turns, Func<RecordsTurn, double> figure) =>
        Percentiles.Median([.. turns.Select(figure)]);
}
