using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Streams;

/// <summary>The meters of this stage (meter <see cref="MeterName"/>).</summary>
public sealed class StreamsMetrics : IDisposable
{
    public const string MeterName = "SecurityDecisioning.Streams";

    private readonly Meter _meter;
    private readonly Counter<long> _records;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _waits;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _sync;

    /// <param name="factory">Where meters come from; null makes one outside of dependency injection.</param>
    public StreamsMetrics(IMeterFactory? factory = null)
    {
        _meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _records = _meter.CreateCounter<long>("sd.log.records", "{record}", "Records made durable.");
        _bytes = _meter.CreateCounter<long>("sd.log.bytes", "By", "Bytes written to log files.");
        _waits = _meter.CreateCounter<long>("sd.log.append_waits", "{append}", "Appends that waited for room in the buffer.");
        _rejected = _meter.CreateCounter<long>("sd.log.rejected", "{append}", "Appends refused because no room came in time.");
        _errors = _meter.CreateCounter<long>("sd.log.errors", "{error}", "Failed writes and syncs.");
        _sync = _meter.CreateHistogram<double>("sd.log.sync", "s", "Duration of one fsync.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Buffered(Func<long> bytes) =>
        _meter.CreateObservableGauge("sd.log.buffered", bytes, "By", "Memory that holds records not yet durable.");

    internal void Written(Topic topic, long bytes) => _bytes.Add(bytes, Tag(topic));

    internal void Synced(Topic topic, long records, TimeSpan took)
    {
        _records.Add(records, Tag(topic));
        _sync.Record(took.TotalSeconds, Tag(topic));
    }

    internal void Waited() => _waits.Add(1);

    internal void Rejected() => _rejected.Add(1);

    internal void Failed(Topic topic) => _errors.Add(1, Tag(topic));

    private static KeyValuePair<string, object?> Tag(Topic topic) => new("topic", Topics.NameOf(topic));
}
