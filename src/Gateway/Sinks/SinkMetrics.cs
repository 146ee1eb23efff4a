using System.Diagnostics.Metrics;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>What did not reach the log, under the meter <see cref="MeterName"/>. All stay 0 while the disk takes writes.</summary>
public sealed class SinkMetrics
{
    public const string MeterName = "SecurityDecisioning.Gateway";

    private readonly Counter<long> _events;
    private readonly Counter<long> _permits;
    private readonly Counter<long> _adverse;
    private long _lost;

    public SinkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("sd.sink.events_lost", "{event}", "Events that the log refused.");
        _permits = meter.CreateCounter<long>(
            "sd.sink.permits_lost", "{decision}", "Permits, and decisions of a fail mode, that the log refused.");
        _adverse = meter.CreateCounter<long>(
            "sd.sink.adverse_refused", "{decision}",
            "Adverse decisions that the log refused; the route's fail mode was enforced instead.");
    }

    /// <summary>Records lost since the start, for the health page.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    internal void EventLost()
    {
        Interlocked.Increment(ref _lost);
        _events.Add(1);
    }

    internal void AdverseRefused()
    {
        Interlocked.Increment(ref _lost);
        _adverse.Add(1);
    }

    internal void PermitLost()
    {
        Interlocked.Increment(ref _lost);
        _permits.Add(1);
    }
}
