using SecurityDecisioning.Contracts.Cases;

namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// Brings restrictions, lifts and verdicts, which stand in topics of their own, among the events of a log as they came about: what a
/// decision left right after the decision, what a person did before the next event of a later time. So a row knows of nothing
/// that came after it. Give it every record before the events of a minute later; one that comes late counts late, never early.
/// </summary>
public sealed class PastOrder(FeatureStore store)
{
    /// <summary>A decision that is not in the log, or not where it belongs, is not waited for longer than this.</summary>
    private const long PatienceMs = 60_000;

    private readonly Dictionary<EventId, List<Restriction>> _ofDecision = [];
    private readonly PriorityQueue<EventId, long> _decisions = new();
    private readonly PriorityQueue<Action<FeatureStore>, long> _byTime = new();

    public void Add(Restriction restriction)
    {
        if (restriction.Origin != RestrictionOrigin.Policy || restriction.Decision == default)
        {
            _byTime.Enqueue(s => s.Apply(restriction), restriction.FromMs);
            return;
        }

        if (!_ofDecision.TryGetValue(restriction.Decision, out var issued))
        {
            _ofDecision.Add(restriction.Decision, issued = []);
            _decisions.Enqueue(restriction.Decision, restriction.FromMs);
        }

        issued.Add(restriction);
    }

    public void Add(RestrictionLift lift) => _byTime.Enqueue(s => s.Apply(lift), lift.TimeMs);

    /// <summary>An open case counts nowhere.</summary>
    public void Add(Case item)
    {
        if (item.Closing is { } closing) _byTime.Enqueue(s => s.Apply(item), closing.TimeMs);
    }

    /// <summary>Counts what had happened when the event came. Before it is applied.</summary>
    public void Before(SecurityEvent e)
    {
        while (_byTime.TryPeek(out var change, out var timeMs) && timeMs < e.TimeMs)
        {
            _byTime.Dequeue();
            change(store);
        }

        while (_decisions.TryPeek(out var decision, out var timeMs) && timeMs < e.TimeMs - PatienceMs)
        {
            _decisions.Dequeue();
            Issue(decision);
        }
    }

    /// <summary>Counts what the decision about the event left. After it has been applied and read.</summary>
    public void After(SecurityEvent e)
    {
        if (e.Kind == EventKind.Request) Issue(e.Id);
    }

    private void Issue(EventId decision)
    {
        if (!_ofDecision.Remove(decision, out var issued)) return;
        foreach (var restriction in issued) store.Apply(restriction);
    }
}
