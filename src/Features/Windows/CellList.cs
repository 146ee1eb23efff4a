using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SecurityDecisioning.Features.Windows;

/// <summary>
/// The windows of a small entity: an unordered list of <see cref="Cell"/>s. Most entities are seen once or twice and need a
/// handful; what has left the finer windows is merged into coarser buckets when room is short.
/// </summary>
internal static class CellList
{
    /// <summary>Index of the cell that counts the same as <paramref name="cell"/>, or −1.</summary>
    public static int Find(ReadOnlySpan<ulong> cells, ulong cell)
    {
        var mask = Cell.Group(cell) < Cell.FirstDistinct ? Cell.CounterMask : Cell.ValueMask;
        return Find(cells, cell & mask, mask);
    }

    /// <summary>Two cells that count the same as one.</summary>
    public static ulong Merged(ulong cell, ulong more) =>
        Cell.Group(cell) < Cell.FirstDistinct ? WithMore(cell, Cell.Count(more)) : Math.Max(cell, more);

    /// <summary>Index of the cell that equals <paramref name="key"/> under <paramref name="mask"/>, or −1.</summary>
    public static int Find(ReadOnlySpan<ulong> cells, ulong key, ulong mask)
    {
        ref var first = ref MemoryMarshal.GetReference(cells);
        if (cells.Length >= Vector512<ulong>.Count && Vector512.IsHardwareAccelerated)
        {
            // The last step looks back over cells seen before instead of going on one by one: no two cells are equal.
            var keys = Vector512.Create(key);
            var masks = Vector512.Create(mask);
            for (int i = 0, last = cells.Length - Vector512<ulong>.Count; ; i = Math.Min(i + Vector512<ulong>.Count, last))
            {
                var equal = Vector512.Equals(Vector512.LoadUnsafe(ref first, (nuint)i) & masks, keys).ExtractMostSignificantBits();
                if (equal != 0) return i + BitOperations.TrailingZeroCount(equal);
                if (i == last) return -1;
            }
        }

        if (cells.Length >= Vector256<ulong>.Count)
        {
            var keys = Vector256.Create(key);
            var masks = Vector256.Create(mask);
            for (int i = 0, last = cells.Length - Vector256<ulong>.Count; ; i = Math.Min(i + Vector256<ulong>.Count, last))
            {
                var equal = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i) & masks, keys).ExtractMostSignificantBits();
                if (equal != 0) return i + BitOperations.TrailingZeroCount(equal);
                if (i == last) return -1;
            }
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if ((cells[i] & mask) == key) return i;
        }

        return -1;
    }

    /// <summary>
    /// Drops what no window holds any more and merges counters into the coarsest bucket that loses nothing; returns the new
    /// number of cells.
    /// </summary>
    public static int Compact(Span<ulong> cells, Vector128<int> edges)
    {
        var kept = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            var held = Buckets.WindowsHolding(Cell.Bucket(cell), edges);
            if (held == 0) continue;
            if (Cell.Group(cell) >= Cell.FirstDistinct)
            {
                cells[kept++] = cell;
                continue;
            }

            var level = Math.Max(Buckets.Levels - held, Cell.Level(cell));
            var length = Buckets.Length[level];
            var bucket = Cell.Bucket(cell) / length * length;
            var key = Cell.Counter(Cell.Group(cell), level, bucket, 0);
            var at = Find(cells[..kept], key, Cell.CounterMask);
            if (at < 0) cells[kept++] = key | (cell & ~Cell.CounterMask);
            else cells[at] = WithMore(cells[at], Cell.Count(cell));
        }

        return kept;
    }

    public static ulong WithMore(ulong cell, uint more)
    {
        var count = Math.Min(Cell.Count(cell) + more, Cell.MaxCount);
        return (cell & Cell.CounterMask) | ((ulong)count << Buckets.Bits);
    }

    /// <summary>The largest group among the cells, all counters being one group (−1), and how many cells it has.</summary>
    public static (int Group, int Count) LargestGroup(ReadOnlySpan<ulong> cells)
    {
        Span<int> counts = stackalloc int[32];
        counts.Clear();
        foreach (var cell in cells)
        {
            var group = Cell.Group(cell);
            counts[group < Cell.FirstDistinct ? 0 : group]++;
        }

        var largest = 0;
        for (var i = Cell.FirstDistinct; i < counts.Length; i++)
        {
            if (counts[i] > counts[largest]) largest = i;
        }

        return (largest == 0 ? -1 : largest, counts[largest]);
    }
}
