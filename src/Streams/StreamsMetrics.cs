using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SecurityDecisioning.Streams.Kafka;

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
    private readonly Counter<long> _shared;
    private readonly Counter<long> _resent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _foreign;
    private readonly ConcurrentDictionary<Topic, ReaderLag> _lag = new();

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
        _shared = _meter.CreateCounter<long>("sd.log.shared", "{record}", "Records that the cluster confirmed.");
        _resent = _meter.CreateCounter<long>("sd.log.resent", "{record}", "Records sent again because sending broke off.");
        _dropped = _meter.CreateCounter<long>("sd.log.dropped", "{record}", "Records removed before any cluster had taken them.");
        _duplicates = _meter.CreateCounter<long>("sd.log.duplicates", "{record}", "Records read again and ignored.");
        _foreign = _meter.CreateCounter<long>(
            "sd.log.foreign", "{record}", "Records read and ignored: not ours, or sealed with another key.");
        _meter.CreateObservableGauge("sd.log.lag", Lags, "{record}", "Records of the shared log not yet taken in, by partition.");
        _meter.CreateObservableGauge(
            "sd.log.lag_age",
            () => _lag.Select(static entry => new Measurement<double>(entry.Value.Age.TotalSeconds, Tag(entry.Key))),
            "s",
            "Since the cluster last told where the shared log ends; the lag is as old as this.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Buffered(Func<long> bytes) =>
        _meter.CreateObservableGauge("sd.log.buffered", bytes, "By", "Memory that holds records not yet durable.");

    internal void Unsent(Func<Topic, long> unsent, Func<Topic, TimeSpan> oldest)
    {
        _meter.CreateObservableGauge(
            "sd.log.unsent",
            () => Topics.All.Select(topic => new Measurement<long>(unsent(topic), Tag(topic))),
            "{record}",
            "Records that wait on this disk for the cluster.");
        _meter.CreateObservableGauge(
            "sd.log.oldest_unsent",
            () => Topics.All.Select(topic => new Measurement<double>(oldest(topic).TotalSeconds, Tag(topic))),
            "s",
            "For how long the oldest of them has waited.");
    }

    internal void Shared(Topic topic, long records) => _shared.Add(records, Tag(topic));

    internal void Resent(long records) => _resent.Add(records);

    internal void Dropped(Topic topic, long records) => _dropped.Add(records, Tag(topic));

    internal void Duplicate(Topic topic) => _duplicates.Add(1, Tag(topic));

    internal void Foreign(Topic topic, string why) => _foreign.Add(1, Tag(topic), new("reason", why));

    /// <summary>Tells how far behind the newest reader of a topic is, until disposed.</summary>
    internal IDisposable Watch(Topic topic, ReaderLag lag)
    {
        _lag[topic] = lag;
        return new Watched(this, topic, lag);
    }

    /// <summary>Records of the shared log not yet taken in, all partitions of the topic together; 0 where nobody reads it.</summary>
    public long LagOf(Topic topic) => _lag.TryGetValue(topic, out var lag) ? lag.Behind.Sum(static b => b.Records) : 0;

    /// <summary>How old <see cref="LagOf"/> is: since the cluster last told where the topic ends. Zero where nobody reads it.</summary>
    public TimeSpan LagAgeOf(Topic topic) => _lag.TryGetValue(topic, out var lag) ? lag.Age : TimeSpan.Zero;

    internal void Written(Topic topic, long bytes) => _bytes.Add(bytes, Tag(topic));

    internal void Synced(Topic topic, long records, TimeSpan took)
    {
        _records.Add(records, Tag(topic));
        _sync.Record(took.TotalSeconds, Tag(topic));
    }

    internal void Waited() => _waits.Add(1);

    internal void Rejected() => _rejected.Add(1);

    internal void Failed(Topic topic) => _errors.Add(1, Tag(topic));

    private IEnumerable<Measurement<long>> Lags() => _lag.SelectMany(static entry => entry.Value.Behind.Select(
        behind => new Measurement<long>(behind.Records, Tag(entry.Key), new("partition", behind.Partition))));

    private static KeyValuePair<string, object?> Tag(Topic topic) => new("topic", Topics.NameOf(topic));

    private sealed class Watched(StreamsMetrics metrics, Topic topic, ReaderLag lag) : IDisposable
    {
        public void Dispose() => metrics._lag.TryRemove(new KeyValuePair<Topic, ReaderLag>(topic, lag));
    }
}
