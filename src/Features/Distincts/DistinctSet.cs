using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Distincts;

/// <summary>
/// The distinct values of one kind of a busy entity: a hash table of value and time last seen, with the number of values in
/// each window kept beside it as rings. Exact while the table holds every value; past that each window keeps only values whose
/// hash ends in z zero bits and counts each for 2^z (adaptive sampling, Wegman; Flajolet 1990), so one table slides over all
/// four windows, which per-bucket HyperLogLogs would not do in forty times the memory.
/// </summary>
internal readonly ref struct DistinctSet
{
    public const int HeadWords = 16;
    private const int TotalsAt = Buckets.Slots;
    private const int RanksAt = TotalsAt + Buckets.Levels;
    private const int CountAt = RanksAt + Buckets.Levels;

    private readonly Span<ushort> _head;
    private readonly Span<ulong> _slots;

    public DistinctSet(Span<ulong> block)
    {
        _head = MemoryMarshal.Cast<ulong, ushort>(block[..HeadWords]);
        _slots = block[HeadWords..];
    }

    public bool IsFull => _head[CountAt] >= LimitOf(_slots.Length + HeadWords);

    public bool IsSampled => _head[RanksAt + Buckets.Levels - 1] > 0;

    /// <summary>Every cell of the table, empty ones (0) included.</summary>
    public ReadOnlySpan<ulong> Cells => _slots;

    /// <summary>Values that a block of <paramref name="words"/> holds before it must grow or be sampled.</summary>
    public static int LimitOf(int words) => (words - HeadWords) * 3 / 4;

    /// <summary>Word of a block of <paramref name="words"/> where the search for a value begins.</summary>
    public static int WordOf(ulong cell, int words) => HeadWords + SlotOf(cell, words - HeadWords);

    /// <summary>
    /// Notes a value seen in its cell's bucket. False where the table is full and has to be rebuilt first.
    /// </summary>
    /// <param name="cell">The value.</param>
    /// <param name="place">Where the cell's bucket lies.</param>
    /// <param name="edges">Of the newest event.</param>
    public bool TrySee(ulong cell, in RingPlace place, Vector128<int> edges)
    {
        var bucket = Cell.Bucket(cell);
        var held = Buckets.WindowsHolding(bucket, edges);
        if (held == 0) return true;
        var at = Probe(cell);
        var known = _slots[at];
        if (known == 0)
        {
            if (RankOf(cell) < _head[RanksAt + Buckets.Levels - held]) return true;
            if (IsFull) return false;
            _slots[at] = cell;
            _head[CountAt]++;
            CountIn(cell, place, Buckets.Levels - held);
            return true;
        }

        if (Cell.Bucket(known) >= bucket) return true;
        _slots[at] = cell;
        Move(known, place, Buckets.Levels - held, edges);
        return true;
    }

    /// <summary>Empties the buckets that leave the rings; true where a window's sampling may end and a rebuild is due.</summary>
    public bool Advance(in RingPlace from, in RingPlace to)
    {
        var relax = false;
        for (var level = 0; level < Buckets.Levels; level++)
        {
            var slot = from.SlotAt(level);
            for (var steps = from.StepsTo(to, level); steps > 0; steps--)
            {
                slot = Buckets.Next(slot, level);
                _head[TotalsAt + level] -= _head[slot];
                _head[slot] = 0;
            }

            if (_head[RanksAt + level] > 0 && _head[TotalsAt + level] == 0)
            {
                _head[RanksAt + level] = level == 0 ? (ushort)0 : _head[RanksAt + level - 1];
                relax = true;
            }
        }

        return relax;
    }

    /// <summary>Fills this (empty) set with what still counts in <paramref name="cells"/>.</summary>
    public void Fill(ReadOnlySpan<ulong> cells, Vector128<int> edges)
    {
        foreach (var cell in cells)
        {
            if (!Counts(cell, edges)) continue;
            _slots[Probe(cell)] = cell;
            _head[CountAt]++;
            var bucket = Cell.Bucket(cell);
            CountIn(cell, new RingPlace(bucket), Buckets.Levels - Buckets.WindowsHolding(bucket, edges));
        }
    }

    /// <summary>How many of <paramref name="cells"/> still count in some window.</summary>
    public int Counting(ReadOnlySpan<ulong> cells, Vector128<int> edges)
    {
        var counting = 0;
        foreach (var cell in cells)
        {
            if (Counts(cell, edges)) counting++;
        }

        return counting;
    }

    public void CopyRanksFrom(DistinctSet other) =>
        other._head.Slice(RanksAt, Buckets.Levels).CopyTo(_head[RanksAt..]);

    /// <summary>
    /// Halves the sample where it is densest: among the values whose shortest window is the same, the most numerous. A longer
    /// window is never sampled finer than a shorter one, so that a value that ages needs no second look.
    /// </summary>
    public void Coarsen(ReadOnlySpan<ulong> cells, Vector128<int> edges)
    {
        Span<int> counts = stackalloc int[Buckets.Levels];
        counts.Clear();
        foreach (var cell in cells)
        {
            if (Counts(cell, edges)) counts[Buckets.Levels - Buckets.WindowsHolding(Cell.Bucket(cell), edges)]++;
        }

        var densest = 0;
        for (var level = 1; level < Buckets.Levels; level++)
        {
            if (counts[level] >= counts[densest]) densest = level;
        }

        _head[RanksAt + densest]++;
        for (var level = densest + 1; level < Buckets.Levels; level++)
            _head[RanksAt + level] = Math.Max(_head[RanksAt + level], _head[RanksAt + densest]);
    }

    /// <summary>Forgets every cell and count, keeping how each window is sampled.</summary>
    public void Clear()
    {
        _slots.Clear();
        _head[..RanksAt].Clear();
        _head[CountAt] = 0;
    }

    public void Write(Span<float> target)
    {
        var shorter = 0f;
        for (var level = 0; level < Buckets.Levels; level++)
        {
            // A longer window holds at least what a shorter one does; a coarser sample must not say less.
            shorter = Math.Max(shorter, MathF.ScaleB(_head[TotalsAt + level], _head[RanksAt + level]));
            target[level] = shorter;
        }
    }

    /// <summary>As <see cref="Write"/>, at a time later than the newest event.</summary>
    public void WriteAt(in RingPlace newest, in RingPlace later, Span<float> target)
    {
        var shorter = 0f;
        for (var level = 0; level < Buckets.Levels; level++)
        {
            int total = _head[TotalsAt + level], slot = newest.SlotAt(level);
            for (var steps = newest.StepsTo(later, level); steps > 0; steps--)
            {
                slot = Buckets.Next(slot, level);
                total -= _head[slot];
            }

            shorter = Math.Max(shorter, MathF.ScaleB(total, _head[RanksAt + level]));
            target[level] = shorter;
        }
    }

    /// <summary>Whether the value is in some window and in that window's sample.</summary>
    public bool Counts(ulong cell, Vector128<int> edges)
    {
        if (cell == 0) return false;
        var held = Buckets.WindowsHolding(Cell.Bucket(cell), edges);
        return held > 0 && RankOf(cell) >= _head[RanksAt + Buckets.Levels - held];
    }

    public int RankAt(int level) => _head[RanksAt + level];

    private static int RankOf(ulong cell) => BitOperations.TrailingZeroCount(Cell.Hash(cell) | (1u << Cell.HashBits));

    /// <summary>The hash's high bits choose the slot, its low bits the sample: a sampled table stays evenly filled.</summary>
    private static int SlotOf(ulong cell, int slots) => (int)(((ulong)Cell.Hash(cell) * (uint)slots) >> Cell.HashBits);

    /// <summary>Where the value is, or the empty slot where it belongs.</summary>
    private int Probe(ulong cell)
    {
        var at = SlotOf(cell, _slots.Length);
        while (_slots[at] != 0 && ((_slots[at] ^ cell) & Cell.ValueMask) != 0)
        {
            if (++at == _slots.Length) at = 0;
        }

        return at;
    }

    private void CountIn(ulong cell, in RingPlace place, int fromLevel)
    {
        var rank = RankOf(cell);
        for (var level = fromLevel; level < Buckets.Levels; level++)
        {
            if (rank < _head[RanksAt + level]) continue;
            _head[place.SlotAt(level)]++;
            _head[TotalsAt + level]++;
        }
    }

    /// <summary>A value is seen again later: where both times fall into one bucket of a ring, nothing changes there.</summary>
    private void Move(ulong known, in RingPlace place, int fromLevel, Vector128<int> edges)
    {
        var rank = RankOf(known);
        var old = new RingPlace(Cell.Bucket(known));
        var oldFrom = Buckets.Levels - Buckets.WindowsHolding(Cell.Bucket(known), edges);
        for (var level = fromLevel; level < Buckets.Levels; level++)
        {
            if (rank < _head[RanksAt + level]) continue;
            if (level < oldFrom)
            {
                _head[TotalsAt + level]++;
            }
            else
            {
                if (old.NumberAt(level) == place.NumberAt(level)) continue;
                _head[old.SlotAt(level)]--;
            }

            _head[place.SlotAt(level)]++;
        }
    }
}
