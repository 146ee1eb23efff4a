using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>The proxy figures as a part of the report.</summary>
internal static class ProxySection
{
    private static readonly (string Name, Func<ProxyTurn, double> Figure)[] Rows =
    [
        ("requests per second", t => t.Load.PerSecond),
        ("p50, µs", t => t.Load.P50),
        ("p99, µs", t => t.Load.P99),
        ("processor time per request, µs", t => t.CpuPerRequestUs),
    ];

    public static string Write(ProxyFigures figures)
    {
        var text = new StringBuilder("## Gateway beside bare YARP\n\n");
        text.Append("Same routes, same upstream (its own process, 2 KiB pages), same traffic (4,000 addresses, 300 pages, ")
            .Append("browser headers, session and device cookies, one visitor in twenty new), turns A B A B in one run; medians of ")
            .Append("the turns, ratios turn by turn. wrk, upstream and proxy share the machine's cores.\n\n");
        foreach (var comparison in new[] { figures.Single, figures.Many })
        {
            text.Append(CultureInfo.InvariantCulture, $"{comparison.Connections} connection(s), {comparison.Bare.Count} turns each:\n\n");
            text.Append("| figure | bare YARP | gateway | ratio |\n|---|---|---|---|\n");
            foreach (var (name, figure) in Rows)
            {
                var (bare, full) = (ProxyComparison.Median(comparison.Bare, figure), ProxyComparison.Median(comparison.Full, figure));
                text.Append(CultureInfo.InvariantCulture, $"| {name} | {bare:F0} | {full:F0} | {comparison.Ratio(figure):F2} |\n");
            }

            var notOk = comparison.Full.Sum(t => t.Load.NotOk);
            text.Append(CultureInfo.InvariantCulture, $"\nAnswers of the gateway other than 2xx or 3xx: {notOk}.\n\n");
        }

        var resident = figures.GatewayResidentBytes / 1048576;
        text.Append(CultureInfo.InvariantCulture, $"Gateway's resident memory after the runs: {resident} MiB.\n");
        return text.ToString();
    }
}
