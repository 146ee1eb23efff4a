using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>What enrichment counts. Names of files' parts only, no paths and no addresses.</summary>
internal sealed class EnrichmentMetrics
{
    public const string MeterName = "SecurityDecisioning.Enrichment";

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _rejectedLines;
    private readonly Counter<long> _hellos;

    public EnrichmentMetrics(IMeterFactory factory, TimeProvider time)
    {
        _time = time;
        _meter = factory.Create(MeterName);
        _loads = _meter.CreateCounter<long>("sd.enrichment.loads", "{load}", "Versions of files by part and what became of them.");
        _rejectedLines = _meter.CreateCounter<long>("sd.enrichment.rejected_lines", "{line}", "Lines of lists that were left out.");
        _hellos = _meter.CreateCounter<long>("sd.enrichment.tls_hellos", "{hello}", "TLS hellos by whether a fingerprint was read.");
    }

    public void Loaded(string part) => _loads.Add(1, Tag("part", part), Tag("result", "loaded"));

    public void Refused(string part) => _loads.Add(1, Tag("part", part), Tag("result", "refused"));

    public void LinesRejected(string part, int count) => _rejectedLines.Add(count, Tag("part", part));

    public void HelloRead(bool read) => _hellos.Add(1, Tag("result", read ? "read" : "unreadable"));

    /// <summary>What is asked for when metrics are collected.</summary>
    public void Watch(EnrichmentSource source)
    {
        _meter.CreateObservableUpDownCounter(
            "sd.enrichment.networks",
            () => source.Status.Where(s => s.Networks is not null).GroupBy(s => s.Name)
                .Select(g => new Measurement<long>(g.Sum(s => (long)s.Networks!), Tag("part", g.Key))),
            "{network}",
            "Networks of lists in use.");
        _meter.CreateObservableGauge(
            "sd.enrichment.database_age",
            () => source.Status.Where(s => s.Built is not null)
                .Select(s => new Measurement<double>((_time.GetUtcNow() - s.Built!.Value).TotalSeconds, Tag("part", s.Name))),
            "s",
            "Since a database in use was built.");
        _meter.CreateObservableCounter(
            "sd.enrichment.damaged_records", () => source.Current.Failures, "{lookup}", "Look-ups that met a damaged record.");
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
