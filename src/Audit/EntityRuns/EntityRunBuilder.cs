namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>Gathers the entries of one batch of rows. Reused from batch to batch.</summary>
internal sealed class EntityRunBuilder
{
    private const int MostPerRow = 6;

    private EntityHash _hash;
    private ulong[] _entries = new ulong[1_024];
    private ulong[] _scratch = [];
    private int _count;
    private long _firstRow;
    private long _lastRow;
    private long _firstMs;
    private long _lastMs;
    private long _lagMs;

    public bool IsEmpty => _lastRow == 0;

    /// <summary>Begins a run with nothing in it.</summary>
    public void Begin(EntityHash hash)
    {
        _hash = hash;
        _count = 0;
        _firstRow = _lastRow = _lagMs = 0;
        _firstMs = long.MaxValue;
        _lastMs = long.MinValue;
    }

    /// <summary>Takes a row's entities.</summary>
    /// <param name="row">Larger than the one before, 1 or more.</param>
    /// <param name="id">The decision's id.</param>
    /// <param name="entities">What the row names.</param>
    public void Add(long row, EventId id, in RowEntities entities)
    {
        _firstRow = _firstRow == 0 ? row : _firstRow;
        _lastRow = row;
        var ms = id.UnixMilliseconds;
        _lagMs = _lastMs > ms ? Math.Max(_lagMs, _lastMs - ms) : _lagMs;
        _firstMs = Math.Min(_firstMs, ms);
        _lastMs = Math.Max(_lastMs, ms);
        if (_entries.Length - _count < MostPerRow)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        var offset = checked((uint)(row - _firstRow));
        Add(EntityKey.Of(EntityKind.Account, entities.Account), offset);
        Add(EntityKey.Of(EntityKind.Session, entities.Session), offset);
        Add(EntityKey.Of(EntityKind.Device, entities.Device), offset);
        Add(EntityKey.Of(EntityKind.ApiKey, entities.ApiKey), offset);
        if (!entities.Ip.IsNone)
        {
            Add(EntityKey.OfIp(entities.Ip), offset);
            Add(EntityKey.OfNetwork(entities.Ip), offset);
        }
    }

    /// <summary>Writes the pages and returns what the run is.</summary>
    public EntityRun Write(long number, EntityPageWriter write)
    {
        var entries = _entries.AsSpan(0, _count);
        if (_scratch.Length < _count)
        {
            _scratch = new ulong[_entries.Length];
        }

        EntrySort.ByHash(entries, _scratch);
        var key = 0L;
        for (var rest = entries; !rest.IsEmpty;)
        {
            var page = rest[..Math.Min(rest.Length, EntityPage.MostEntries)];
            key = EntityPage.KeyOf(number, page[0], key);
            write(key, EntityPage.Bytes(page));
            rest = rest[page.Length..];
        }

        return new EntityRun
        {
            Number = number,
            State = EntityRunState.Live,
            Level = MergePlan.LevelOf(_lastRow - _firstRow + 1),
            FirstRow = _firstRow,
            LastRow = _lastRow,
            FirstMs = _firstMs,
            LastMs = _lastMs,
            LagMs = _lagMs,
            Entries = _count,
        };
    }

    /// <summary>Keeps no entry of an absent entity; a network of zeros (::/48) is kept, since its addresses are not absent.</summary>
    private void Add(EntityKey key, uint offset)
    {
        if (!key.IsNone || key.Kind == EntityKind.Network)
        {
            _entries[_count++] = EntityPage.Entry(_hash.Of(key), offset);
        }
    }
}
