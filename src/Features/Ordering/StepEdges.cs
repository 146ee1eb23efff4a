using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// Remembers in which five seconds the model of sessions' steps may have been read otherwise than the log's order gives. A step
/// from one thing to another counts with whichever of the two events came last; where they lie on both sides of an edge and
/// were on their way together, that shows from the edge until those five seconds are over, to everybody, and then no more.
/// </summary>
public sealed class StepEdges
{
    /// <summary>Two requests further apart than this were not on their way together.</summary>
    private const long MaxApartMs = 2_000;

    private const int MaxSessions = 65_536;

    private readonly Dictionary<Pseudonym, long> _last = [];
    private readonly HashSet<int> _open = [];

    /// <summary>Shows the next event of the log.</summary>
    public void Pass(SecurityEvent e)
    {
        // What came before the first is not known.
        if (_open.Count == 0) _open.Add(Buckets.Of(Math.Max(0, e.TimeMs)));
        if (e.Kind != EventKind.Request || e.Session.IsNone) return;
        var time = Math.Max(0, e.TimeMs);
        if (_last.TryGetValue(e.Session, out var before) && Math.Abs(time - before) <= MaxApartMs && Buckets.Of(before) != Buckets.Of(time))
            _open.Add(Buckets.Of(Math.Max(before, time)));
        if (_last.Count >= MaxSessions) _last.Clear();
        _last[e.Session] = Math.Max(before, time);
    }

    /// <summary>Whether a request of its time may have read it otherwise.</summary>
    public bool Has(SecurityEvent request) => _open.Contains(Buckets.Of(Math.Max(0, request.TimeMs)));
}
