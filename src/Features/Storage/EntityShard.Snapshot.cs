using System.Diagnostics;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed unsafe partial class EntityShard
{
    private ShardJournal? _journal;

    /// <summary>About what <see cref="Copy"/> needs; read without the lock, so that room is made before it is taken.</summary>
    public long CopyBytes => _records.SizeInBytes + _arena.Bytes + (1 << 16);

    public void BeginJournal()
    {
        lock (_gate)
        {
            _journal = new ShardJournal();
        }
    }

    public void EndJournal()
    {
        lock (_gate)
        {
            _journal = null;
        }
    }

    /// <summary>Copies the shard, and with it which steps of events of after the cut it holds; returns the ticks of the hold.</summary>
    public long Copy(SnapshotBuffer buffer, ref long entities, ref long steps)
    {
        long started, held;
        ShardJournal journal;
        lock (_gate)
        {
            started = Stopwatch.GetTimestamp();
            _records.CopyTo(buffer);
            _eviction.CopyTo(buffer);
            _arena.CopyTo(buffer);
            buffer.Add(_evicted);
            buffer.Add(_refused);
            buffer.Add(_blocks.Coarsened);
            entities += _records.Count;
            journal = _journal!;
            _journal = null;
            held = Stopwatch.GetTimestamp() - started;
        }

        if (journal.IsOverfull)
            throw new SnapshotException("more events came in than the snapshot could keep apart: it was given up");
        steps += journal.Count;
        journal.CopyTo(buffer);
        return held;
    }

    /// <summary>Takes on the state of a section; the index is built anew. For a shard that is in nobody's hands yet.</summary>
    public void Restore(ref SnapshotSection section)
    {
        _records.Restore(ref section);
        _eviction.Restore(ref section);
        _arena.Restore(ref section);
        _evicted = section.Read<long>();
        _refused = section.Read<long>();
        _blocks.Coarsened = section.Read<long>();
        _journal = ShardJournal.Read(ref section);
        var held = 0;
        int at = 0, chunk = 0;
        while ((at = _records.Following(at, ref chunk)) != 0)
        {
            ref var record = ref _records[at];
            if (!EntityKinds.Counted.Contains(record.Kind) || !_records.IsRecordOrNone(record.Next) || !_blocks.Holds(ref record))
                throw section.Failure($"holds a broken record, {at}");
            _index.Add((uint)_hash.Of(record.High, record.Low, (ulong)record.Kind), at);
            _byKind[(int)record.Kind]++;
            if ((record.Flags & EntityFlags.Pinned) != 0) _pinned++;
            if (++held > _records.Capacity) break;
        }

        _records.KnowChunks(isNeeded: false);
        _arena.KnowChunks(isNeeded: false);
        if (held != _records.Count) throw section.Failure($"holds {held} entities instead of {_records.Count}");
    }

    /// <summary>Copies one entity into a shard that nobody else uses.</summary>
    public void CopyEntity(ulong hash, EntityKey key, EntityShard target)
    {
        lock (_gate)
        {
            var at = Find(hash, key);
            var to = at == 0 ? 0 : target.FindOrAdd(hash, key);
            if (to != 0) target._blocks.CopyFrom(_blocks, ref _records[at], ref target._records[to]);
        }
    }

    /// <summary>In a replay: whether the copy holds the step already; what it found is then known from there.</summary>
    private bool IsDone(ulong step, ref Change change) => _journal is { } journal && journal.Holds(step, ref change);
}
