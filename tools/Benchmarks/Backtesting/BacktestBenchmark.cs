using System.Diagnostics;
using System.Text.Json;
using SecurityDecisioning.Benchmarks.Machine;

namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary><c>sd backtest</c> as a user runs it, on a log of real decisions: the shipped policies, all live, against as shipped.</summary>
internal static class BacktestBenchmark
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task<BacktestFigures> RunAsync(string root, int decisions, int rounds)
    {
        var data = Directory.CreateTempSubdirectory("sd-bench-backtest-").FullName;
        try
        {
            var bytes = await RecordedLog.WriteAsync(root, data, decisions);
            var ways = new List<BacktestFigure>();
            foreach (var restrictions in new[] { "recorded", "simulate" })
            {
                ways.Add(await MeasureAsync(root, data, restrictions, decisions, rounds));
            }

            return new BacktestFigures(decisions, bytes, ways);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<BacktestFigure> MeasureAsync(string root, string data, string restrictions, int decisions, int rounds)
    {
        var rules = 0;
        var changed = 0L;
        var (seconds, memory) = (new List<double>(), 0L);
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var (text, peak) = await OnceAsync(root, data, restrictions);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            memory = Math.Max(memory, peak);
            using var report = JsonDocument.Parse(text);
            changed = report.RootElement.GetProperty("actions").GetProperty("changed").GetInt64();
            rules = report.RootElement.GetProperty("rules").GetArrayLength();
            var read = report.RootElement.GetProperty("decisions").GetProperty("read").GetInt64();
            if (read != decisions)
            {
                throw new InvalidOperationException($"{read} decisions were read of {decisions}");
            }
        }

        return new BacktestFigure(restrictions, changed, rules, Percentiles.Median([.. seconds]), seconds.Max(), memory);
    }

    private static async Task<(string Report, long PeakBytes)> OnceAsync(string root, string data, string restrictions)
    {
        var policies = Path.Combine(root, "policies");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
            {
                Path.Combine(root, "artifacts", "bin", "SecurityDecisioning.Cli", "release", "sd.dll"), "backtest",
                "--data", data, "--policies", policies, "--mode", "*=enforce", "--against", policies, "--restrictions",
                restrictions, "--json",
            })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SD_HOME"] = root;
        using var process = Process.Start(start)!;
        var peak = 0L;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!output.IsCompleted)
        {
            process.Refresh();
            peak = process.HasExited ? peak : Math.Max(peak, process.PeakWorkingSet64);
            await Task.WhenAny(output, Task.Delay(Look));
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output, peak)
            : throw new InvalidOperationException($"sd backtest ended with {process.ExitCode}: {await error}");
    }
}
