namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// What has ended for good, so that a record which comes late or again brings nothing back; of more than <paramref name="most"/> the
/// oldest go first. Not for several threads at once: the index that owns it holds its lock.
/// </summary>
internal sealed class EndedIds(int most)
{
    private readonly HashSet<EventId> _ids = [];
    private readonly Queue<EventId> _order = new();

    public bool Contains(EventId id) => _ids.Contains(id);

    public void Add(EventId id)
    {
        if (_ids.Add(id))
        {
            _order.Enqueue(id);
            if (_order.Count > most)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>All of them, the oldest first.</summary>
    public EventId[] ToArray() => [.. _order];
}
