using System.Runtime.Intrinsics;
using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>The windows of one entity, whichever way they are stored: what an event adds, what a vector reads.</summary>
internal static class EntityWindows
{
    /// <summary>Adds the event's counters and distinct values; false where it is older than the longest ring.</summary>
    public static bool Apply(EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, in Change change)
    {
        var edges = change.Moment.EdgesAt(Buckets.Of(record.NewestMs));
        var held = Buckets.WindowsHolding(change.Moment.Bucket, edges);
        if (held == 0) return false;
        var level = Buckets.Levels - held;
        for (var bits = change.Counters; bits != 0; bits &= bits - 1)
            AddCounter(blocks, ref record, int.TrailingZeroCount((int)bits), level, change.Moment.Bucket);
        if (!change.IsRequest) return true;
        for (var distinct = 0; distinct < EntityBlocks.Distincts; distinct++)
        {
            var mark = change.Marks.Of((FeatureDistinct)distinct);
            if (mark == 0 || layout.Distinct(distinct) < 0) continue;
            See(blocks, ref record, distinct, Cell.Distinct(distinct, (uint)(mark >> (64 - Cell.HashBits)), change.Moment.Bucket), edges);
        }

        return true;
    }

    public static void Write(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, in Moment moment, Span<float> vector)
    {
        var newest = Buckets.Of(record.NewestMs);
        var isLater = moment.Bucket > newest;
        var edges = moment.EdgesAt(isLater ? moment.Bucket : newest);
        vector[layout.Counters..layout.Arrival].Clear();
        if (record.HasGroups) WriteGroups(blocks, ref record, layout, isLater, edges, vector);
        foreach (var cell in blocks.Cells(ref record))
        {
            var group = Cell.Group(cell);
            var isCounter = group < Cell.FirstDistinct;
            var at = isCounter ? layout.Counters + (group * Buckets.Levels) : layout.Distinct(group - Cell.FirstDistinct);
            var amount = isCounter ? (float)Cell.Count(cell) : 1f;
            var held = Vector128.GreaterThanOrEqual(Vector128.Create(Cell.Bucket(cell)), edges).AsSingle();
            var target = vector.Slice(at, Buckets.Levels);
            (Vector128.Create<float>(target) + (held & Vector128.Create(amount))).CopyTo(target);
        }
    }

    private static void AddCounter(EntityBlocks blocks, ref EntityRecord record, int counter, int level, int bucket)
    {
        if (blocks.TryGroup(record, 0, out var rings))
        {
            new CounterRings(rings).Add(counter, bucket, level, 1);
            return;
        }

        var length = Buckets.Length[level];
        var key = Cell.Counter(counter, level, bucket / length * length, 0);
        var cells = blocks.Cells(ref record);
        var at = CellList.Find(cells, key, Cell.CounterMask);
        if (at >= 0) cells[at] = CellList.WithMore(cells[at], 1);
        else if (blocks.TryMakeRoom(ref record)) Append(blocks, ref record, CellList.WithMore(key, 1));
        else AddCounter(blocks, ref record, counter, level, bucket);
    }

    private static void See(EntityBlocks blocks, ref EntityRecord record, int distinct, ulong cell, Vector128<int> edges)
    {
        if (blocks.TryGroup(record, distinct + 1, out _))
        {
            blocks.See(ref record, distinct + 1, cell, edges);
            return;
        }

        var cells = blocks.Cells(ref record);
        var at = CellList.Find(cells, cell & Cell.ValueMask, Cell.ValueMask);
        if (at >= 0) cells[at] = Math.Max(cells[at], cell);
        else if (blocks.TryMakeRoom(ref record)) Append(blocks, ref record, cell);
        else See(blocks, ref record, distinct, cell, edges);
    }

    private static void Append(EntityBlocks blocks, ref EntityRecord record, ulong cell)
    {
        record.CellCount++;
        blocks.Cells(ref record)[^1] = cell;
    }

    private static void WriteGroups(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, bool isLater, Vector128<int> edges, Span<float> vector)
    {
        var newest = Buckets.Of(record.NewestMs);
        if (blocks.TryGroup(record, 0, out var block))
        {
            var rings = new CounterRings(block);
            if (isLater) rings.WriteAt(newest, edges, vector[layout.Counters..]);
            else rings.Write(vector[layout.Counters..]);
        }

        for (var distinct = 0; distinct < EntityBlocks.Distincts; distinct++)
        {
            if (!blocks.TryGroup(record, distinct + 1, out block)) continue;
            var set = new DistinctSet(block);
            if (isLater) set.WriteAt(newest, edges, vector[layout.Distinct(distinct)..]);
            else set.Write(vector[layout.Distinct(distinct)..]);
        }
    }
}
