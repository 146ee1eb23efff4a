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
        for (var bits = change.Counters & layout.CounterMask; bits != 0; bits &= bits - 1)
        {
            var counter = int.TrailingZeroCount((int)bits);
            var count = counter == (int)FeatureCounter.KibOut ? change.KibOut : 1;
            AddCounter(blocks, ref record, counter, level, change.Moment.Bucket, count);
        }

        if (change.IsNameUnknown) See(blocks, ref record, layout, (int)FeatureDistinct.UnknownNames, change, edges);
        if (!change.IsRequest) return true;
        for (var distinct = 0; distinct < (int)FeatureDistinct.UnknownNames; distinct++)
            See(blocks, ref record, layout, distinct, change, edges);
        return true;
    }

    public static void Write(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, in Moment moment, Span<float> vector)
    {
        var newest = Buckets.Of(record.NewestMs);
        var isLater = moment.Bucket > newest;
        var edges = moment.EdgesAt(isLater ? moment.Bucket : newest);
        vector[layout.Counters..layout.WindowsEnd].Clear();
        if (record.HasGroups) WriteGroups(blocks, ref record, layout, isLater, edges, vector);
        foreach (var cell in blocks.Cells(ref record))
        {
            var group = Cell.Group(cell);
            var isCounter = group < Cell.FirstDistinct;
            var at = isCounter ? layout.Counters + (group * Buckets.Levels) : layout.Distinct(group - Cell.FirstDistinct);
            AddTo(vector.Slice(at, Buckets.Levels), isCounter ? Cell.Count(cell) : 1f, Cell.Bucket(cell), edges);
        }
    }

    /// <summary>Adds what many requests counted within one bucket.</summary>
    public static void Count(EntityBlocks blocks, ref EntityRecord record, int bucket, ReadOnlySpan<uint> counts)
    {
        var held = Buckets.WindowsHolding(bucket, Buckets.Edges(Buckets.Of(record.NewestMs)));
        if (held == 0) return;
        for (var counter = 0; counter < counts.Length; counter++)
        {
            if (counts[counter] > 0) AddCounter(blocks, ref record, counter, Buckets.Levels - held, bucket, counts[counter]);
        }
    }

    /// <summary>The counters in windows that end where <paramref name="running"/> begins: what it holds itself is left out.</summary>
    public static void WriteBefore(EntityBlocks blocks, ref EntityRecord record, int running, Span<float> target)
    {
        target.Clear();
        var edges = Buckets.Edges(running);
        if (blocks.TryGroup(record, 0, out var block))
        {
            var rings = new CounterRings(block);
            rings.WriteAt(Buckets.Of(record.NewestMs), edges, target);
            if (Buckets.Of(record.NewestMs) >= running) rings.TakeOut(running, target);
            return;
        }

        foreach (var cell in blocks.Cells(ref record))
        {
            if (Cell.Bucket(cell) == running && Cell.Level(cell) == 0) continue;
            AddTo(target.Slice(Cell.Group(cell) * Buckets.Levels, Buckets.Levels), Cell.Count(cell), Cell.Bucket(cell), edges);
        }
    }

    private static void AddTo(Span<float> windows, float amount, int bucket, Vector128<int> edges)
    {
        var held = Vector128.GreaterThanOrEqual(Vector128.Create(bucket), edges).AsSingle();
        (Vector128.Create<float>(windows) + (held & Vector128.Create(amount))).CopyTo(windows);
    }

    private static void AddCounter(EntityBlocks blocks, ref EntityRecord record, int counter, int level, int bucket, uint count)
    {
        if (blocks.TryGroup(record, 0, out var rings))
        {
            new CounterRings(rings).Add(counter, bucket, level, count);
            return;
        }

        var length = Buckets.Length[level];
        var key = Cell.Counter(counter, level, bucket / length * length, 0);
        var cells = blocks.Cells(ref record);
        var at = CellList.Find(cells, key, Cell.CounterMask);
        if (at >= 0) cells[at] = CellList.WithMore(cells[at], count);
        else if (blocks.TryMakeRoom(ref record)) Append(blocks, ref record, CellList.WithMore(key, count));
        else AddCounter(blocks, ref record, counter, level, bucket, count);
    }

    private static void See(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, int distinct, in Change change, Vector128<int> edges)
    {
        var mark = change.Marks.Of((FeatureDistinct)distinct);
        if (mark == 0 || layout.Distinct(distinct) < 0) return;
        See(blocks, ref record, distinct, Cell.Distinct(distinct, (uint)(mark >> (64 - Cell.HashBits)), change.Moment.Bucket), edges);
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
            var target = vector.Slice(layout.Counters, layout.CounterCount * Buckets.Levels);
            if (isLater) rings.WriteAt(newest, edges, target);
            else rings.Write(target);
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
