using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Benchmarks.Logging;

/// <summary>The log's part of the report.</summary>
internal sealed record LogFigures(IReadOnlyList<LogFigure> Figures, double DiskBytesPerSecond)
{
    private const int Wanted = 500_000;
    private const int Frame = 40;

    public string Write()
    {
        var text = new StringBuilder("## Log\n\n");
        text.Append("Local segments, synced in groups every 10 ms; an append counts once it is on disk. Median of the rounds.\n\n");
        text.Append("| payload | appenders | appended and durable | with frames | read back |\n|---|---|---|---|---|\n");
        foreach (var f in Figures)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {f.Size} B | {f.Appenders} | {f.AppendedPerSecond:N0} /s | {f.AppendedPerSecond * (f.Size + Frame) / 1e6:N0} MB/s | "
                + $"{f.ReadPerSecond:N0} /s |\n");
        }

        var best = Figures.Where(static f => f.Size == 200).Max(static f => f.AppendedPerSecond);
        text.Append(CultureInfo.InvariantCulture, $"\nWanted: {Wanted:N0} /s of 200 B, {(best >= Wanted ? "met" : "missed")}. ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"The disk alone, written in 256 KiB pieces and synced as often, takes {DiskBytesPerSecond / 1e6:N0} MB/s.\n");
        return text.ToString();
    }
}
