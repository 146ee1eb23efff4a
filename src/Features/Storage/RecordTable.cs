namespace SecurityDecisioning.Features.Storage;

/// <summary>Records of a shard in pages that never move, and the list of those that are free.</summary>
internal sealed class RecordTable(int capacity)
{
    private const int PageShift = 8;
    private readonly EntityRecord[]?[] _pages = new EntityRecord[]?[(capacity >> PageShift) + 1];
    private int _used;
    private int _free = -1;

    public int Count { get; private set; }

    public int Capacity => capacity;

    public long SizeInBytes { get; private set; }

    public ref EntityRecord this[int record] => ref _pages[record >> PageShift]![record & ((1 << PageShift) - 1)];

    /// <summary>For <see cref="Prefetch"/> only: a record read without the shard's lock may be half written.</summary>
    public ref EntityRecord Peek(int record)
    {
        var pages = _pages;
        var page = (uint)record >> PageShift;
        return ref page < (uint)pages.Length && pages[page] is { } found
            ? ref found[record & ((1 << PageShift) - 1)]
            : ref System.Runtime.CompilerServices.Unsafe.NullRef<EntityRecord>();
    }

    /// <summary>A blank record, or −1 where all are taken.</summary>
    public int Take()
    {
        if (Count == capacity) return -1;
        Count++;
        if (_free >= 0)
        {
            var record = _free;
            _free = this[record].Next;
            this[record] = default;
            return record;
        }

        ref var page = ref _pages[_used >> PageShift];
        if (page is null)
        {
            page = GC.AllocateArray<EntityRecord>(1 << PageShift, pinned: true);
            SizeInBytes += (long)page.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<EntityRecord>();
        }

        return _used++;
    }

    public void Release(int record)
    {
        this[record].Kind = EntityKind.None;
        this[record].Next = _free;
        _free = record;
        Count--;
    }

    /// <summary>Records handed out so far, free ones (kind none) among them.</summary>
    public int HighWater => _used;
}
