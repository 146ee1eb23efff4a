using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed partial class Eviction
{
    public void CopyTo(SnapshotBuffer buffer)
    {
        foreach (var queue in _queues) queue.CopyTo(buffer);
    }

    public void Restore(ref SnapshotSection section)
    {
        foreach (var queue in _queues) queue.Restore(ref section);
    }
}
