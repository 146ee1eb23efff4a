using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>What did not reach the log, under the meter <see cref="MeterName"/>. Both stay 0 while the disk takes writes.</summary>
public sealed class SinkMetrics
{
    public const string MeterName = "SecurityDecisioning.Gateway";

    private readonly Counter<long> _events;
    private readonly Counter<long> _permits;
    private long _lost;

    public SinkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("sd.sink.events_lost", "{event}", "Events that the log refused.");
        _permits = meter.CreateCounter<long>("sd.sink.permits_lost", "{decision}", "Permits that the log refused.");
    }

    /// <summary>Records lost since the start, for the health page.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    internal void EventLost()
    {
        Interlocked.Increment(ref _lost);
        _events.Add(1);
    }

    internal void PermitLost()
    {
        Interlocked.Increment(ref _lost);
        _permits.Add(1);
    }
}
