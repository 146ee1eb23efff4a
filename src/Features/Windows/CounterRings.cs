using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SecurityDecisioning.Features.Windows;

/// <summary>
/// The counters of a busy entity: four rings of buckets with every counter in each, and the sum of each window kept beside
/// them, in the order of the feature catalogue, so that reading is a copy.
/// </summary>
internal readonly ref struct CounterRings(Span<ulong> block)
{
    public const int Counters = 14;
    public const int Sums = Counters * Buckets.Levels;

    /// <summary>Size of the block in 64-bit words.</summary>
    public const int Words = (Sums + (Buckets.Slots * Counters)) / 2;

    /// <summary>Where the bucket in <paramref name="slot"/> begins, in words of the block.</summary>
    public static int OffsetOf(int slot) => (Sums + (slot * Counters)) / 2;

    private readonly Span<uint> _sums = MemoryMarshal.Cast<ulong, uint>(block)[..Sums];
    private readonly Span<uint> _rings = MemoryMarshal.Cast<ulong, uint>(block).Slice(Sums, Buckets.Slots * Counters);

    /// <summary>Adds to one counter in every ring that holds the bucket, from <paramref name="fromLevel"/> on.</summary>
    public void Add(int counter, in RingPlace place, int fromLevel, uint count)
    {
        // The longest window holds at least what the others do: stop before its sum would wrap.
        if (_sums[(counter * Buckets.Levels) + Buckets.Levels - 1] > uint.MaxValue - count) return;
        for (var level = fromLevel; level < Buckets.Levels; level++)
        {
            _rings[(place.SlotAt(level) * Counters) + counter] += count;
            _sums[(counter * Buckets.Levels) + level] += count;
        }
    }

    /// <summary>Empties the buckets that leave the rings when the newest event moves on.</summary>
    public void Advance(in RingPlace from, in RingPlace to)
    {
        for (var level = 0; level < Buckets.Levels; level++)
        {
            var slot = from.SlotAt(level);
            for (var steps = from.StepsTo(to, level); steps > 0; steps--)
            {
                slot = Buckets.Next(slot, level);
                var bucket = _rings.Slice(slot * Counters, Counters);
                for (var c = 0; c < bucket.Length; c++) _sums[(c * Buckets.Levels) + level] -= bucket[c];
                bucket.Clear();
            }
        }
    }

    /// <summary>Writes the windows of as many counters as <paramref name="target"/> has room for, an even number.</summary>
    public void Write(Span<float> target) => Convert(_sums, target);

    /// <summary>As <see cref="Write"/>, at a time later than the newest event: buckets that have left by then are taken out.</summary>
    [SkipLocalsInit]
    public void WriteAt(in RingPlace newest, in RingPlace later, Span<float> target)
    {
        Span<uint> sums = stackalloc uint[Sums];
        _sums.CopyTo(sums);
        var counters = target.Length / Buckets.Levels;
        for (var level = 0; level < Buckets.Levels; level++)
        {
            var slot = newest.SlotAt(level);
            for (var steps = newest.StepsTo(later, level); steps > 0; steps--)
            {
                slot = Buckets.Next(slot, level);
                var counts = _rings.Slice(slot * Counters, counters);
                for (var c = 0; c < counts.Length; c++) sums[(c * Buckets.Levels) + level] -= counts[c];
            }
        }

        Convert(sums, target);
    }

    private static void Convert(ReadOnlySpan<uint> from, Span<float> target)
    {
        ref var sums = ref MemoryMarshal.GetReference(from);
        ref var features = ref MemoryMarshal.GetReference(target);
        for (nuint i = 0; i < (uint)target.Length; i += 8)
            Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref sums, i)).StoreUnsafe(ref features, i);
    }

    /// <summary>Takes what a finest bucket holds out of every window written.</summary>
    public void TakeOut(in RingPlace place, Span<float> target)
    {
        var counts = _rings.Slice(place.SlotAt(0) * Counters, Counters);
        for (var i = 0; i < target.Length; i++) target[i] -= counts[i / Buckets.Levels];
    }

    public uint CountAt(int counter, int slot) => _rings[(slot * Counters) + counter];
}
