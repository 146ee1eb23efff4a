using System.Runtime.InteropServices;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>
/// Which steps of events of after the cut a shard's copy holds, each with what it found out for the event's other entities.
/// Kept while the copy is awaited, stored with it, and asked when the log's tail is replayed. Covered by the shard's lock.
/// </summary>
internal sealed class ShardJournal
{
    /// <summary>
    /// Steps noted per shard before the snapshot is given up: a copy that is awaited for longer than a quarter of a million
    /// steps would hold memory without end.
    /// </summary>
    public const int MaxSteps = 262_144;

    private readonly List<ulong> _steps = [];
    private readonly Dictionary<ulong, ulong>? _done;

    public ShardJournal()
    {
    }

    private ShardJournal(Dictionary<ulong, ulong> done) => _done = done;

    public int Count => _steps.Count / 2;

    public bool IsOverfull { get; private set; }

    /// <summary>Notes that a step has been done, and its findings. Nothing in a replay.</summary>
    public void Note(ulong step, EntityKind kind, in Change change)
    {
        if (_done is not null || step == 0) return;
        IsOverfull |= Count >= MaxSteps;
        if (IsOverfull) return;
        _steps.Add(step);
        _steps.Add(kind == EntityKind.Account && change.IsNameUnknown ? 1UL : kind == EntityKind.Session ? Packed(change.Steps) : 0);
    }

    /// <summary>In a replay: true for a step that the copy holds, whose findings are then given to the event.</summary>
    public bool Holds(ulong step, ref Change change)
    {
        if (_done is null || !_done.TryGetValue(step, out var found)) return false;
        change.IsNameUnknown |= (found & 1) != 0;
        if ((byte)(found >> 8) != 0)
        {
            change.Steps = new StepChange(
                (byte)(found >> 8), (found & 2) != 0, (ushort)(found >> 16), (ushort)(found >> 32), (ushort)(found >> 48));
        }

        return true;
    }

    public void CopyTo(SnapshotBuffer buffer)
    {
        buffer.Add(_steps.Count);
        buffer.Add<ulong>(CollectionsMarshal.AsSpan(_steps));
    }

    /// <summary>For a replay; null where the copy holds nothing of after the cut.</summary>
    public static ShardJournal? Read(ref SnapshotSection section)
    {
        var count = section.ReadCount(sizeof(ulong)) / 2;
        if (count == 0) return null;
        var done = new Dictionary<ulong, ulong>(count);
        for (var i = 0; i < count; i++) done[section.Read<ulong>()] = section.Read<ulong>();
        return new ShardJournal(done);
    }

    private static ulong Packed(in StepChange steps) => (steps.IsFirst ? 2UL : 0) | ((ulong)steps.Rank << 8)
        | ((ulong)steps.From << 16) | ((ulong)steps.NotFrom << 32) | ((ulong)steps.To << 48);
}
