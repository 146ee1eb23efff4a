using System.Diagnostics.Metrics;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Sinks;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>What became of snapshots, for the health page and as metrics.</summary>
public sealed class SnapshotState
{
    private readonly Counter<long> _taken;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _pause;
    private volatile string? _writeProblem;
    private volatile string? _readProblem;
    private volatile HealthFigures? _last;

    public SnapshotState(IMeterFactory meters)
    {
        var meter = meters.Create(SinkMetrics.MeterName);
        _taken = meter.CreateCounter<long>("sd.snapshot.taken", "{snapshot}", "Snapshots written.");
        _failed = meter.CreateCounter<long>("sd.snapshot.failed", "{snapshot}", "Snapshots given up.");
        _refused = meter.CreateCounter<long>("sd.snapshot.refused", "{snapshot}", "Snapshots that a start could not use.");
        _pause = meter.CreateHistogram<double>("sd.snapshot.pause", "s", "Longest hold of a lock for copying, per snapshot.");
    }

    /// <summary>What does not work, or null. A refused file stays told until a snapshot has been written after it.</summary>
    public string? Problem => _writeProblem ?? _readProblem;

    /// <summary>The last one written by this process, if any.</summary>
    public HealthFigures? Last => _last;

    /// <summary>Events that this start took from the log, beside what a snapshot brought.</summary>
    public long ReplayedEvents { get; internal set; }

    /// <summary>The snapshot that this start began with; null where it read the whole log.</summary>
    public string? LoadedFrom { get; internal set; }

    /// <summary>The log of the peer whose snapshot this start began with; null where it was its own, or none.</summary>
    public ulong? JoinedFrom { get; internal set; }

    internal void Taken(long takenMs, long bytes, in SnapshotFigures figures)
    {
        _taken.Add(1);
        _pause.Record(figures.LongestPause.TotalSeconds);
        _last = new HealthFigures(takenMs, bytes, figures);
        _writeProblem = _readProblem = null;
    }

    internal void Failed(string reason)
    {
        _failed.Add(1);
        _writeProblem = $"the last snapshot could not be written: {reason}";
    }

    internal void Refused(string reason)
    {
        _refused.Add(1);
        _readProblem = $"a snapshot was refused at the start, which read an older one or the log instead: {reason}";
    }

    /// <summary>One snapshot that was written.</summary>
    /// <param name="TakenMs">When it was begun, milliseconds since the Unix epoch.</param>
    /// <param name="Bytes">Size of the file.</param>
    /// <param name="Store">What the features cost.</param>
    public sealed record HealthFigures(long TakenMs, long Bytes, SnapshotFigures Store);
}
