using System.Numerics;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Where each entity's record is: open addressing with 32 bits of hash beside the record's number, at most half full, so a
/// look-up is nearly always one cache line. Removal shifts back instead of leaving tombstones.
/// </summary>
internal sealed class EntityIndex
{
    private readonly ulong[] _slots;
    private readonly uint _mask;

    public EntityIndex(int capacity)
    {
        _slots = GC.AllocateArray<ulong>((int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2), pinned: true);
        _mask = (uint)_slots.Length - 1;
    }

    public int SizeInBytes => _slots.Length * sizeof(ulong);

    /// <summary>Walks the records that may belong to <paramref name="hash"/>; begin with <c>~0</c>. Below zero: no more.</summary>
    public int Next(uint hash, ref uint position)
    {
        position = position == uint.MaxValue ? hash & _mask : (position + 1) & _mask;
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        while (true)
        {
            var slot = System.Runtime.CompilerServices.Unsafe.Add(ref slots, position);
            if (slot == 0) return -1;
            if ((uint)(slot >> 32) == hash) return (int)(uint)slot - 1;
            position = (position + 1) & _mask;
        }
    }

    public void Prefetch(uint hash) => Storage.Prefetch.Lines(ref _slots[hash & _mask], sizeof(ulong));

    /// <summary>The record that probably belongs to <paramref name="hash"/>, read without the shard's lock; −1 for none.</summary>
    public int Peek(uint hash)
    {
        var slot = Volatile.Read(ref _slots[hash & _mask]);
        return (uint)(slot >> 32) == hash ? (int)(uint)slot - 1 : -1;
    }

    public void Add(uint hash, int record)
    {
        var position = hash & _mask;
        while (_slots[position] != 0) position = (position + 1) & _mask;
        _slots[position] = ((ulong)hash << 32) | (uint)(record + 1);
    }

    public void Remove(uint hash, int record)
    {
        var wanted = ((ulong)hash << 32) | (uint)(record + 1);
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
}
