using System.Runtime.Intrinsics;
using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// A hash over what an entity's state says, not over how it is stored: every part is added up, so neither the order of events
/// nor whether a count lies in a list or a ring shows.
/// </summary>
internal static class EntityHash
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(EntityBlocks blocks, ref EntityRecord record)
    {
        var newest = Buckets.Of(record.NewestMs);
        var edges = Buckets.Edges(newest);
        var sum = Mix(1, (ulong)record.NewestMs, (ulong)record.FirstMs);
        for (var i = 0; i < record.Arrivals.Count; i++) sum += Mix(2, (ulong)i, (ulong)record.Arrivals.TimeAt(i));
        foreach (var cell in blocks.Cells(ref record)) sum += OfCell(cell, edges);
        if (blocks.TryGroup(record, 0, out var block)) sum += OfRings(new CounterRings(block), newest);
        for (var group = 1; group < EntityBlocks.Groups; group++)
        {
            if (blocks.TryGroup(record, group, out block)) sum += OfSet(new DistinctSet(block), group, edges);
        }

        if (record.HasWeek)
        {
            var week = EntityBlocks.Week(ref record);
            for (var i = 0; i < week.Length; i++) sum += Mix(10, (ulong)i, week[i]);
        }

        sum += Mix(11, record.Past.Packed, 0);
        return Mix(sum + OfProfile(blocks, record), record.High ^ (ulong)record.Kind, record.Low);
    }

    private static ulong OfCell(ulong cell, Vector128<int> edges)
    {
        var held = Buckets.WindowsHolding(Cell.Bucket(cell), edges);
        if (held == 0) return 0;
        if (Cell.Group(cell) >= Cell.FirstDistinct) return Mix(4, cell, 0);
        var sum = 0UL;
        for (var level = Math.Max(Buckets.Levels - held, Cell.Level(cell)); level < Buckets.Levels; level++)
            sum += OfCount(Cell.Group(cell), level, Cell.Bucket(cell)) * Cell.Count(cell);
        return sum;
    }

    private static ulong OfRings(CounterRings rings, int newest)
    {
        var sum = 0UL;
        for (var level = 0; level < Buckets.Levels; level++)
        {
            var length = Buckets.Length[level];
            for (var back = 0; back < Buckets.Count[level] && (newest / length) - back >= 0; back++)
            {
                var bucket = ((newest / length) - back) * length;
                for (var counter = 0; counter < CounterRings.Counters; counter++)
                    sum += OfCount(counter, level, bucket) * rings.CountAt(counter, new RingPlace(bucket).SlotAt(level));
            }
        }

        return sum;
    }

    private static ulong OfSet(DistinctSet set, int group, Vector128<int> edges)
    {
        var sum = 0UL;
        foreach (var cell in set.Cells)
        {
            if (set.Counts(cell, edges)) sum += Mix(4, cell, 0);
        }

        for (var level = 0; level < Buckets.Levels; level++)
        {
            if (set.RankAt(level) > 0) sum += Mix(5, (ulong)group, ((ulong)set.RankAt(level) << 8) | (uint)level);
        }

        return sum;
    }

    private static ulong OfProfile(EntityBlocks blocks, in EntityRecord record)
    {
        if (record.Profile == 0) return 0;
        var block = blocks.Profile(record);
        var sum = 0UL;
        if (record.Kind == EntityKind.Account)
        {
            var profile = new AccountProfile(block);
            sum = Mix(6, (ulong)profile.Logins, 0);
            for (var i = 1; i < profile.Head.Length; i++) sum += Mix(9, (ulong)i, profile.Head[i]);
            foreach (var value in profile.Values) sum += Mix(7, value, 0);
            return sum;
        }

        for (var i = 0; i < block.Length; i++) sum += Mix(8, (ulong)i, block[i]);
        return sum;
    }

    private static ulong OfCount(int counter, int level, int bucket) =>
        Mix(3, ((ulong)counter << 8) | (uint)level, (ulong)(bucket / Buckets.Length[level])) | 1;

    private static ulong Mix(ulong part, ulong a, ulong b) =>
        KeyedHash.Mix(KeyedHash.Mix(a + Odd, part * Odd) ^ b, (b + part) ^ 0xE703_7ED1_A0B4_28DB);
}
