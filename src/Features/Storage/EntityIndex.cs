using System.Numerics;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Where each entity's record is: open addressing with 32 bits of hash beside the record's number, at most half full, so a
/// look-up is nearly always one cache line. Removal shifts back instead of leaving tombstones.
/// </summary>
internal sealed unsafe class EntityIndex
{
    private readonly ulong* _slots;
    private readonly uint _mask;

    /// <param name="region">Has to have <see cref="BytesFor"/> left.</param>
    /// <param name="capacity">Most entities.</param>
    public EntityIndex(MemoryRegion region, int capacity)
    {
        _mask = (uint)SlotsFor(capacity) - 1;
        var line = region.TakeChunks(MemoryRegion.ChunksOf(BytesFor(capacity)));
        _slots = line == 0 ? throw new InvalidOperationException("the region has no room for an index") : (ulong*)region.At(line);
    }

    public long SizeInBytes => (_mask + 1L) * sizeof(ulong);

    public static long BytesFor(int capacity) => SlotsFor(capacity) * sizeof(ulong);

    /// <summary>Walks the records that may belong to <paramref name="hash"/>; begin with <c>~0</c>. 0: no more.</summary>
    public int Next(uint hash, ref uint position)
    {
        position = position == uint.MaxValue ? hash & _mask : (position + 1) & _mask;
        while (true)
        {
            var slot = _slots[position];
            if (slot == 0) return 0;
            if ((uint)(slot >> 32) == hash) return (int)(uint)slot;
            position = (position + 1) & _mask;
        }
    }

    public void Prefetch(uint hash) => Storage.Prefetch.Lines((byte*)(_slots + (hash & _mask)), 1);

    /// <summary>The record that probably belongs to <paramref name="hash"/>, read without the shard's lock; 0 for none.</summary>
    public int Peek(uint hash)
    {
        var slot = Volatile.Read(ref _slots[hash & _mask]);
        return (uint)(slot >> 32) == hash ? (int)(uint)slot : 0;
    }

    public void Add(uint hash, int record)
    {
        var position = hash & _mask;
        while (_slots[position] != 0) position = (position + 1) & _mask;
        _slots[position] = ((ulong)hash << 32) | (uint)record;
    }

    public void Remove(uint hash, int record)
    {
        var wanted = ((ulong)hash << 32) | (uint)record;
        var hole = hash & _mask;
        while (_slots[hole] != wanted) hole = (hole + 1) & _mask;
        for (var next = (hole + 1) & _mask; _slots[next] != 0; next = (next + 1) & _mask)
        {
            var home = (uint)(_slots[next] >> 32) & _mask;
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _slots[hole] = _slots[next];
            hole = next;
        }

        _slots[hole] = 0;
    }

    private static long SlotsFor(int capacity) => BitOperations.RoundUpToPowerOf2((uint)capacity * 2);
}
