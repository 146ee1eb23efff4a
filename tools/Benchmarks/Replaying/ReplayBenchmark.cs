using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Replaying;

/// <summary><c>sd replay</c> as a user runs it, on one core: lines parsed, folded and decided per second.</summary>
internal static class ReplayBenchmark
{
    private const int Lines = 1_000_000;

    public static async Task<ReplayFigures> RunAsync(string root, string? log, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("sd-bench-").FullName;
        var file = Path.Combine(folder, "access.log");
        try
        {
            await WriteLogAsync(file, log);
            var rates = new List<double>();
            for (var i = 0; i < rounds; i++)
            {
                rates.Add(await OnceAsync(root, file));
            }

            return new ReplayFigures(
                Lines, log is null ? "made lines" : $"{Path.GetFileName(log)}, repeated later and later in time",
                Percentiles.Median([.. rates]), rates.Min(), rates.Max());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> OnceAsync(string root, string file)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true };
        foreach (var argument in new[]
            {
                "-c", "0", "dotnet", Path.Combine(root, "artifacts", "bin", "SecurityDecisioning.Cli", "release", "sd.dll"), "replay",
                file, "--json",
            })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SD_HOME"] = root;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        using var report = JsonDocument.Parse(text);
        return report.RootElement.GetProperty("linesPerSecond").GetDouble();
    }

    /// <summary>
    /// A million lines: the given log again and again, each pass a day-span later so that event time moves on as it does in
    /// a real file; without one, made lines of 20,000 visitors.
    /// </summary>
    private static async Task WriteLogAsync(string file, string? log)
    {
        await using var writer = new StreamWriter(file);
        var source = log is null ? MadeLines.Of(50_000) : await File.ReadAllLinesAsync(log);
        var written = 0;
        for (var pass = 0; written < Lines; pass++)
        {
            foreach (var line in source)
            {
                if (written++ == Lines)
                {
                    break;
                }

                await writer.WriteLineAsync(Later(line, TimeSpan.FromDays(5 * pass)));
            }
        }
    }

    /// <summary>Moves the bracketed time of a log line by <paramref name="by"/>.</summary>
    private static string Later(string line, TimeSpan by)
    {
        const string format = "dd/MMM/yyyy:HH:mm:ss zzz";
        var open = line.IndexOf('[', StringComparison.Ordinal);
        var close = line.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open || !DateTimeOffset.TryParseExact(
                line.AsSpan(open + 1, close - open - 1), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return line;
        }

        var moved = (time + by).ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{line[..(open + 1)]}{moved} +0000{line[close..]}";
    }
}
