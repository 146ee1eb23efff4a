using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed partial class EvictionQueue
{
    public void CopyTo(SnapshotBuffer buffer)
    {
        buffer.Add(_head);
        buffer.Add(_tail);
        buffer.Add(Count);
    }

    public void Restore(ref SnapshotSection section)
    {
        _head = section.Read<int>();
        _tail = section.Read<int>();
        Count = section.Read<int>();
        var (at, last, steps) = (_head, 0, 0);
        while (at != 0 && steps <= Count && records.IsRecordOrNone(at))
        {
            (last, at) = (at, records[at].Next);
            steps++;
        }

        if (at != 0 || steps != Count || last != _tail) throw section.Failure("has a broken eviction queue");
    }
}
