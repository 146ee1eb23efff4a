using System.Globalization;
using System.Text;
using SecurityDecisioning.Benchmarks.Backtesting;
using SecurityDecisioning.Benchmarks.Deciding;
using SecurityDecisioning.Benchmarks.Folding;
using SecurityDecisioning.Benchmarks.Logging;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Benchmarks.Peers;
using SecurityDecisioning.Benchmarks.Policies;
using SecurityDecisioning.Benchmarks.Proxy;
using SecurityDecisioning.Benchmarks.Recording;
using SecurityDecisioning.Benchmarks.Replaying;
using SecurityDecisioning.Benchmarks.Snapshotting;

namespace SecurityDecisioning.Benchmarks.Reports;

/// <summary>Measures what was asked for (everything, unless named) and writes one report with the machine named.</summary>
internal static class ReportCommand
{
    private static readonly string[] Parts =
        ["backtest", "decision", "fold", "log", "peers", "policies", "proxy", "records", "replay", "snapshot"];

    public static async Task<int> RunAsync(string[] args)
    {
        var quick = args.Contains("--quick");
        var logAt = Array.IndexOf(args, "--log");
        var log = logAt >= 0 && logAt + 1 < args.Length ? args[logAt + 1] : null;
        var unknown = args.Where((a, i) => a is not ("--quick" or "--log") && !Parts.Contains(a) && (logAt < 0 || i != logAt + 1)).ToList();
        if (unknown.Count > 0 || (logAt >= 0 && log is null))
        {
            await System.Console.Error.WriteLineAsync(unknown.Count > 0
                ? $"report has no part or option `{unknown[0]}`; the parts are {string.Join(", ", Parts)}"
                : "--log takes a file: the access log to replay");
            return 2;
        }

        var named = args.Where(Parts.Contains).ToHashSet();
        bool Wanted(string part) => named.Count == 0 || named.Contains(part);

        var root = Environment.GetEnvironmentVariable("SD_HOME") ?? Directory.GetCurrentDirectory();
        var text = new StringBuilder("# Benchmarks\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Measured {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {MachineFacts.Read()}.\n\n");
        text.Append("Made by `dotnet run -c Release --project tools/Benchmarks -- report`; whole figures vary with the machine, ")
            .Append("ratios less so.\n\n");
        if (Wanted("fold"))
        {
            text.Append(FoldMeasurement.Run(quick ? 200_000 : 1_000_000, quick ? 20 : 60).Write()).Append('\n');
        }

        if (Wanted("snapshot"))
        {
            text.Append(SnapshotBenchmark.Run(quick ? 200_000 : 1_000_000, quick ? 3 : 5).Text()).Append('\n');
        }

        if (Wanted("decision"))
        {
            text.Append(DecisionBenchmark.Run(root, quick ? 100_000 : 1_000_000).Write()).Append('\n');
        }

        if (Wanted("policies"))
        {
            text.Append((await PolicyBenchmark.RunAsync(quick)).Write()).Append('\n');
        }

        if (Wanted("proxy"))
        {
            var rounds = quick ? 2 : 5;
            text.Append(ProxySection.Write(await ProxyBenchmark.RunAsync(root, rounds, TimeSpan.FromSeconds(quick ? 3 : 5)))).Append('\n');
        }

        if (Wanted("log"))
        {
            text.Append((await LogBenchmark.RunAsync(TimeSpan.FromSeconds(quick ? 1 : 4), quick ? 1 : 5)).Write());
            text.Append((await CarryBenchmark.RunAsync(quick ? 100_000 : 400_000, quick ? 1 : 3)).Write()).Append('\n');
        }

        if (Wanted("peers"))
        {
            text.Append((await PeersBenchmark.RunAsync(root, quick ? 60 : 400)).Write()).Append('\n');
        }

        if (Wanted("records"))
        {
            text.Append((await RecordsBenchmark.RunAsync(root, quick ? 100_000 : 400_000, quick ? 3 : 5)).Write()).Append('\n');
            if (Environment.GetEnvironmentVariable(PostgresBenchmark.Database) is { Length: > 0 } database)
            {
                var figures = await PostgresBenchmark.RunAsync(root, database, quick ? 100_000 : 400_000, quick ? 3 : 5);
                text.Append(figures.Write()).Append('\n');
            }
        }

        if (Wanted("replay"))
        {
            text.Append((await ReplayBenchmark.RunAsync(root, log, quick ? 1 : 3)).Write()).Append('\n');
        }

        if (Wanted("backtest"))
        {
            text.Append((await BacktestBenchmark.RunAsync(root, quick ? 200_000 : 1_000_000, quick ? 1 : 3)).Write());
        }

        await System.Console.Out.WriteAsync(text);
        if (named.Count == 0 && !quick)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "docs", "benchmarks")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "report.md"), text.ToString());
        }

        return 0;
    }
}
