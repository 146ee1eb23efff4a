using BenchmarkDotNet.Running;
using SecurityDecisioning.Benchmarks.Peers;
using SecurityDecisioning.Benchmarks.Proving;
using SecurityDecisioning.Benchmarks.Proxy;
using SecurityDecisioning.Benchmarks.Reports;

namespace SecurityDecisioning.Benchmarks;

/// <summary>
/// <c>report [--log FILE] [--quick] [fold|snapshot|decision|policies|log|peers|proxy|records|replay|backtest …]</c> measures and writes
/// docs/benchmarks/report.md; <c>upstream</c>, <c>bare</c> and <c>brokers</c> are the servers that it starts, <c>visitors</c> makes the
/// proxy benchmark's device cookies; <c>prove</c> measures the proofs over policies.
/// </summary>
internal static class BenchmarkProgram
{
    private static Task<int> Main(string[] args) => args switch
    {
        ["brokers", var prefix] => Serve(MockBrokers.RunAsync(prefix)),
        ["upstream", var port] => Serve(UpstreamHost.RunAsync(Number(port))),
        ["bare", var port, var settings, var upstream] => Serve(BareProxyHost.RunAsync(Number(port), settings, upstream)),
        ["visitors", var gateway, var file] => Serve(Visitors.WriteAsync(new Uri(gateway), file)),
        ["report", .. var rest] => ReportCommand.RunAsync(rest),
        ["micro", .. var rest] => Micro(rest),
        ["prove"] => Task.FromResult(ProofBenchmark.Run(100)),
        ["prove", var policies] => Task.FromResult(ProofBenchmark.Run(Number(policies))),
        _ => Usage(),
    };

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> Serve(Task host)
    {
        await host;
        return 0;
    }

    private static Task<int> Micro(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
        return Task.FromResult(0);
    }

    private static async Task<int> Usage()
    {
        await System.Console.Error.WriteLineAsync("""
            usage: benchmarks report [--log FILE] [--quick] [fold] [snapshot] [decision] [policies] [log] [peers] [proxy] [records] [replay]
                       [backtest]
                   benchmarks micro [BenchmarkDotNet options]
                   benchmarks prove [POLICIES]
            """);
        return 2;
    }
}
