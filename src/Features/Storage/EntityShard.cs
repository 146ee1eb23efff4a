using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Shared;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// One part of the entities with everything that belongs to them: index, records, blocks, eviction. Its lock is held for the
/// work on one entity and never while another is taken.
/// </summary>
internal sealed unsafe partial class EntityShard
{
    private readonly Lock _gate = new();
    private readonly MemoryRegion _region;
    private readonly EntityIndex _index;
    private readonly RecordTable _records;
    private readonly WordArena _arena;
    private readonly EntityBlocks _blocks;
    private readonly EntityFold _fold;
    private readonly Eviction _eviction;
    private readonly KeyedHash _hash;
    private readonly int[] _byKind = new int[byte.MaxValue + 1];
    private int _pinned;
    private long _evicted;
    private long _refused;

    public EntityShard(MemoryRegion region, int capacity, long maxBytes, KeyedHash hash)
    {
        _hash = hash;
        _region = region;
        _index = new EntityIndex(region, capacity);
        _records = new RecordTable(region, capacity);
        _arena = new WordArena(region, maxBytes);
        _blocks = new EntityBlocks(_arena);
        _fold = new EntityFold(_blocks);
        _eviction = new Eviction(_records);
    }

    /// <summary>Address space of a shard, at most; each part is cut from chunks of its own.</summary>
    public static long BytesFor(int capacity, long blockBytes)
    {
        var records = (capacity + RecordTable.PerChunk - 1) / RecordTable.PerChunk;
        var chunks = MemoryRegion.ChunksOf(EntityIndex.BytesFor(capacity)) + records + MemoryRegion.ChunksOf(blockBytes);
        return (long)chunks * MemoryRegion.ChunkBytes;
    }

    // The three steps below run for all entities of an event, one step after the other, before any shard is locked.
    public void PrefetchIndex(ulong hash) => _index.Prefetch((uint)hash);

    public int PrefetchRecord(ulong hash)
    {
        var at = _index.Peek((uint)hash);
        if (at != 0) Prefetch.Lines(_region.At(at), EntityRecord.SizeInBytes);
        return at;
    }

    public void PrefetchBlocks(int at, in Change change)
    {
        if (at == 0) return;

        // A record read without the lock may be half written: what it names is asked for and never read here.
        ref var record = ref _records[at];
        _arena.Prefetch(record.Profile, 0, 2 * MemoryRegion.LineBytes);
        if (record.Cells == 0) return;
        _arena.Prefetch(record.Cells, 0, Math.Min((int)record.CellCount, 64) * sizeof(ulong));
        if (!record.HasGroups) return;
        var rings = (int)(record.Inner[0] >> 8);
        _arena.Prefetch(rings, 0, CounterRings.Sums * sizeof(uint));
        for (var level = 0; level < Buckets.Levels; level++)
            _arena.Prefetch(rings, CounterRings.OffsetOf(change.Moment.Place.SlotAt(level)), CounterRings.Counters * sizeof(uint));
        for (var distinct = 0; distinct < Change.SeenValues; distinct++)
        {
            var entry = record.Inner[distinct + 1];
            if (entry == 0) continue;
            _arena.Prefetch((int)(entry >> 8), 0, DistinctSet.HeadWords * sizeof(ulong));
            _arena.Prefetch((int)(entry >> 8), DistinctSet.WordOf(change.Seen[distinct], BlockSizes.WordsOf((int)(entry & 0xFF))), 1);
        }
    }

    /// <summary>Applies the event and, where <paramref name="vector"/> is not empty, reads it back; false: too late to count.</summary>
    public bool Apply(ulong hash, EntityKey key, ref Change change, ulong step, LoginTallies logins, Span<float> vector)
    {
        lock (_gate)
        {
            if (step != 0 && IsDone(step, ref change))
            {
                if (!vector.IsEmpty) WriteKnown(hash, key, ref change, logins, vector);
                return true;
            }

            var at = FindOrAdd(hash, key);
            if (at == 0)
            {
                if (!vector.IsEmpty) FeatureLayout.Of(key.Kind).WriteUnknown(vector);
                return true;
            }

            if (_tape is not null) NoteStep(ref change, at);
            ref var record = ref _records[at];
            if (change.IsRequest && record.Uses < byte.MaxValue) record.Uses++;
            if (change.IsLogin) record.Uses = byte.MaxValue;
            Eviction.Touch(ref record);
            var counted = _fold.Apply(ref record, ref change);
            if (key.Kind == EntityKind.Session) change.LastStep = _fold.StepBefore(record, change.Moment.Bucket);
            _journal?.Note(step, key.Kind, change);
            if (!vector.IsEmpty) _fold.Write(ref record, ref change, logins, vector);
            return counted;
        }
    }

    public void SignIn(ulong hash, EntityKey key, ref Change change, ulong step)
    {
        lock (_gate)
        {
            if (step != 0 && IsDone(step, ref change)) return;
            _journal?.Note(step, EntityKind.None, change);
            var at = FindOrAdd(hash, key);
            if (at == 0) return;
            _tape?.Note(change.Tag, at);
            Eviction.Touch(ref _records[at]);
            _fold.SignIn(ref _records[at], ref change);
        }
    }

    public void Read(ulong hash, EntityKey key, ref Change change, LoginTallies logins, Span<float> vector)
    {
        lock (_gate)
        {
            WriteKnown(hash, key, ref change, logins, vector);
        }
    }

    /// <summary>Adds what requests counted on a shared entity within one bucket.</summary>
    public void CountShared(ulong hash, EntityKey key, int bucket, ReadOnlySpan<uint> counts)
    {
        lock (_gate)
        {
            var at = FindOrAdd(hash, key);
            if (at == 0) return;
            _records[at].Uses = byte.MaxValue;
            Eviction.Touch(ref _records[at]);
            _fold.Count(ref _records[at], bucket, counts);
        }
    }

    /// <summary>A shared entity's counters as of the start of <paramref name="running"/>; zeros where it was not seen before.</summary>
    public void ReadShared(ulong hash, EntityKey key, int running, Span<float> target)
    {
        lock (_gate)
        {
            var at = Find(hash, key);
            if (at == 0) target.Clear();
            else _fold.WriteBefore(ref _records[at], running, target);
        }
    }

    /// <summary>Counts a decision about an entity, known before or not.</summary>
    public void Decided(ulong hash, EntityKey key, long timeMs, ulong tag, ulong step, PastDecisions decided)
    {
        lock (_gate)
        {
            var nothing = default(Change);
            if (step != 0 && IsDone(step, ref nothing)) return;
            _journal?.Note(step, EntityKind.None, nothing);
            var at = FindOrAdd(hash, key);
            if (at == 0) return;
            _tape?.Note(tag, at);
            Eviction.Touch(ref _records[at]);
            _records[at].FirstMs = Math.Min(_records[at].FirstMs, timeMs);
            _records[at].Past = _records[at].Past.With(decided);
        }
    }

    /// <summary>Holds an entity or lets it go; false where it is not here or half the shard is held already.</summary>
    public bool SetPinned(ulong hash, EntityKey key, bool pinned)
    {
        lock (_gate)
        {
            var at = Find(hash, key);
            if (at == 0) return false;
            ref var record = ref _records[at];
            if (((record.Flags & EntityFlags.Pinned) != 0) == pinned) return true;
            if (pinned && _pinned >= _records.Capacity / 2) return false;
            record.Flags ^= EntityFlags.Pinned;
            _pinned += pinned ? 1 : -1;
            return true;
        }
    }

    public bool Contains(ulong hash, EntityKey key)
    {
        lock (_gate)
        {
            return Find(hash, key) != 0;
        }
    }

    public ulong StateHash()
    {
        lock (_gate)
        {
            var sum = 0UL;
            int at = 0, chunk = 0;
            while ((at = _records.Following(at, ref chunk)) != 0) sum += EntityHash.Of(_blocks, ref _records[at]);

            return sum;
        }
    }

    public void AddTo(ref FeatureStoreStatus status)
    {
        lock (_gate)
        {
            status.Accounts += _byKind[(int)EntityKind.Account];
            status.Sessions += _byKind[(int)EntityKind.Session];
            status.Devices += _byKind[(int)EntityKind.Device];
            status.Ips += _byKind[(int)EntityKind.Ip];
            status.Networks += _byKind[(int)EntityKind.Network];
            status.ApiKeys += _byKind[(int)EntityKind.ApiKey];
            status.AccountNetworks += _byKind[(int)EntityKind.AccountNetwork];
            status.Shared += _byKind[(int)EntityKind.Asn] + _byKind[(int)EntityKind.Country] + _byKind[(int)EntityKind.Operation];
            status.Pinned += _pinned;
            status.Evicted += _evicted;
            status.Refused += _refused;
            status.Coarsened += _blocks.Coarsened;
            status.Bytes += _arena.Bytes + _records.SizeInBytes + _index.SizeInBytes;
        }
    }

    private void WriteKnown(ulong hash, EntityKey key, ref Change change, LoginTallies logins, Span<float> vector)
    {
        var at = Find(hash, key);
        if (at == 0)
        {
            FeatureLayout.Of(key.Kind).WriteUnknown(vector);
            return;
        }

        if (key.Kind == EntityKind.Session) change.LastStep = _fold.StepBefore(_records[at], change.Moment.Bucket);
        _fold.Write(ref _records[at], ref change, logins, vector);
    }

    private int Find(ulong hash, EntityKey key)
    {
        var position = uint.MaxValue;
        int at;
        while ((at = _index.Next((uint)hash, ref position)) != 0)
        {
            ref var record = ref _records[at];
            if (record.Low == key.Low && record.High == key.High && record.Kind == key.Kind) return at;
        }

        return 0;
    }

    private int FindOrAdd(ulong hash, EntityKey key)
    {
        var at = Find(hash, key);
        if (at != 0) return at;
        at = _records.Take();
        if (at == 0)
        {
            var victim = _eviction.Choose();
            if (victim == 0)
            {
                _refused++;
                return 0;
            }

            Forget(victim);
            at = _records.Take();
        }

        ref var record = ref _records[at];
        record.High = key.High;
        record.Low = key.Low;
        record.Kind = key.Kind;
        record.FirstMs = long.MaxValue;
        _index.Add((uint)hash, at);
        _byKind[(int)key.Kind]++;
        _eviction.Add(at);
        return at;
    }

    private void Forget(int at)
    {
        ref var record = ref _records[at];
        _index.Remove((uint)_hash.Of(record.High, record.Low, (ulong)record.Kind), at);
        _blocks.Release(ref record);
        _byKind[(int)record.Kind]--;
        _records.Release(at);
        _evicted++;
    }
}
