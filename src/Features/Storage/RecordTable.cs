using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Records of a shard, each at a line of the store's <see cref="MemoryRegion"/> by which it is known, and the list of those
/// that are free. Not thread-safe: the shard's lock covers it.
/// </summary>
internal sealed unsafe partial class RecordTable(MemoryRegion region, int capacity)
{
    public const int PerChunk = MemoryRegion.ChunkBytes / EntityRecord.SizeInBytes;
    private const int LinesEach = EntityRecord.SizeInBytes / MemoryRegion.LineBytes;
    private readonly List<int> _chunks = [];
    private int _free;
    private int _next;
    private int _left;

    public int Count { get; private set; }

    public int Capacity => capacity;

    public long SizeInBytes => (long)_chunks.Count * MemoryRegion.ChunkBytes;

    public ref EntityRecord this[int record]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AsRef<EntityRecord>(region.At(record));
    }

    /// <summary>A blank record's number, or 0 where all are taken.</summary>
    public int Take()
    {
        if (Count == capacity) return 0;
        int record;
        if (_free != 0)
        {
            record = _free;
            _free = this[record].Next;
            this[record] = default;
        }
        else
        {
            if (_left == 0 && !TryAddChunk()) return 0;
            record = _next;
            _next += LinesEach;
            _left--;
        }

        Count++;
        return record;
    }

    public void Release(int record)
    {
        this[record].Kind = EntityKind.None;
        this[record].Next = _free;
        _free = record;
        Count--;
    }

    /// <summary>The record after <paramref name="previous"/> (begin with 0) among all that hold an entity, or 0 at the end.</summary>
    public int Following(int previous, ref int chunk)
    {
        var at = previous == 0 ? -1 : (previous - _chunks[chunk]) / LinesEach;
        for (; chunk < _chunks.Count; chunk++, at = -1)
        {
            var used = chunk == _chunks.Count - 1 ? PerChunk - _left : PerChunk;
            while (++at < used)
            {
                var record = _chunks[chunk] + (at * LinesEach);
                if (this[record].Kind != EntityKind.None) return record;
            }
        }

        return 0;
    }

    private bool TryAddChunk()
    {
        var chunk = region.TakeChunks();
        if (chunk == 0) return false;
        _chunks.Add(chunk);
        _next = chunk;
        _left = PerChunk;
        return true;
    }
}
