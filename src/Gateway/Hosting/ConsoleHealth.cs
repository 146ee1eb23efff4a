using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Peers;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>The health page's facts as the console's overview shows them.</summary>
internal static class ConsoleHealth
{
    public static HealthReport Of(HealthDocument health) => new(
    [
        Part("Event log", "log", $"{health.Log.Sum(t => t.End):N0} records", health),
        Part("Features", "features", $"{health.Entities:N0} entities", health),
        Part("Snapshots", "snapshots", Snapshot(health), health),
        Part("Parity", "parity", Parity(health), health),
        Part("Model", "model", $"model {health.Model}", health),
        Part("Policies", "policies", $"policy set {health.Policies}", health),
        Part(
            "Enrichment", EnrichmentHealth.Part,
            health.Enrichment.Count == 0 ? "own table of countries" : string.Join("; ", health.Enrichment), health),
        .. Sharing(health),
        Part("Records", "decisions", $"{health.Projections.Sum(p => p.Behind):N0} records behind the log", health),
    ]);

    private static IEnumerable<HealthPart> Sharing(HealthDocument health)
    {
        if (health.Peers is { } peers)
        {
            yield return Part("Cluster", "cluster", "takes records", health);
            yield return Part("Peers", PeerHealth.Part, peers.Count == 0 ? "none heard of" : string.Join("; ", peers), health);
        }
    }

    private static string Snapshot(HealthDocument health) => health.Snapshot is { } last
        ? $"{last.Store.Entities:N0} entities, {last.Bytes / 1_000_000.0:N1} MB; "
            + $"longest pause {last.Store.LongestPause.TotalMilliseconds:N1} ms"
        : "none taken since the start";

    private static string Parity(HealthDocument health) =>
        $"{health.Parity.Checked:N0} decisions checked against the log, {health.Parity.Explained:N0} differ by overlapping requests";

    private static HealthPart Part(string name, string part, string well, HealthDocument health)
    {
        var reasons = health.Degraded.Where(p => p.Part == part).Select(p => p.Reason).ToList();
        return new HealthPart(name, reasons.Count == 0, reasons.Count == 0 ? well : string.Join("; ", reasons));
    }
}
