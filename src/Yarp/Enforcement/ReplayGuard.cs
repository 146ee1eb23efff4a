namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Remembers answered challenges until they expire, so that one answer counts once. Bounded; oldest first out.</summary>
internal sealed class ReplayGuard(int capacity)
{
    private readonly HashSet<EventId> _seen = [];
    private readonly Queue<(EventId Id, long UntilMs)> _age = [];
    private readonly Lock _gate = new();

    /// <summary>True the first time that <paramref name="id"/> is shown.</summary>
    public bool TryUse(EventId id, long untilMs, long nowMs)
    {
        lock (_gate)
        {
            while (_age.TryPeek(out var oldest) && (oldest.UntilMs <= nowMs || _age.Count >= capacity))
            {
                _age.Dequeue();
                _seen.Remove(oldest.Id);
            }

            if (!_seen.Add(id))
            {
                return false;
            }

            _age.Enqueue((id, untilMs));
            return true;
        }
    }
}
