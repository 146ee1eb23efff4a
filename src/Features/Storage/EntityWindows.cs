using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>The windows of one entity, whichever way they are stored: what an event adds, what a vector reads.</summary>
internal static class EntityWindows
{
    /// <summary>Most cells that one event adds to: every counter and every distinct count.</summary>
    private const int MaxAdded = CounterRings.Counters + EntityBlocks.Distincts;
    private const int Missing = -1;
    private const int Done = -2;

    /// <summary>Adds the event's counters and distinct values; false where it is older than the longest ring.</summary>
    [SkipLocalsInit]
    public static bool Apply(EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, in Change change)
    {
        var edges = change.Moment.EdgesAt(Buckets.Of(record.NewestMs));
        var held = Buckets.WindowsHolding(change.Moment.Bucket, edges);
        if (held == 0) return false;
        Span<ulong> added = stackalloc ulong[MaxAdded];
        AddAll(blocks, ref record, added[..Gather(layout, change, Buckets.Levels - held, added)], change.Moment.Place, edges);
        return true;
    }

    public static void Write(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, in Moment moment, Span<float> vector)
    {
        var newest = Buckets.Of(record.NewestMs);
        var isLater = moment.Bucket > newest;
        var edges = moment.EdgesAt(isLater ? moment.Bucket : newest);
        vector[layout.Counters..layout.WindowsEnd].Clear();
        if (record.HasGroups) WriteGroups(blocks, ref record, layout, isLater, moment, vector);
        foreach (var cell in blocks.Cells(ref record))
        {
            var group = Cell.Group(cell);
            var amount = group < Cell.FirstDistinct ? Cell.Count(cell) : 1;
            AddTo(vector.Slice(layout.PositionOf(group), Buckets.Levels), amount, Cell.Bucket(cell), edges);
        }
    }

    /// <summary>Adds what many requests counted within one bucket.</summary>
    public static void Count(EntityBlocks blocks, ref EntityRecord record, int bucket, ReadOnlySpan<uint> counts)
    {
        var edges = Buckets.Edges(Buckets.Of(record.NewestMs));
        var held = Buckets.WindowsHolding(bucket, edges);
        if (held == 0) return;
        Span<ulong> added = stackalloc ulong[MaxAdded];
        var number = 0;
        for (var counter = 0; counter < counts.Length; counter++)
        {
            if (counts[counter] > 0) added[number++] = CounterCell(counter, Buckets.Levels - held, bucket, counts[counter]);
        }

        AddAll(blocks, ref record, added[..number], new RingPlace(bucket), edges);
    }

    /// <summary>The counters in windows that end where <paramref name="running"/> begins: what it holds itself is left out.</summary>
    public static void WriteBefore(EntityBlocks blocks, ref EntityRecord record, int running, Span<float> target)
    {
        target.Clear();
        var edges = Buckets.Edges(running);
        if (blocks.TryGroup(record, 0, out var block))
        {
            var rings = new CounterRings(block);
            var (newest, now) = (Buckets.Of(record.NewestMs), new RingPlace(running));
            rings.WriteAt(new RingPlace(newest), now, target);
            if (newest >= running) rings.TakeOut(now, target);
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

    /// <summary>The event as cells of an entity of one kind; returns how many.</summary>
    private static int Gather(FeatureLayout layout, in Change change, int level, Span<ulong> added)
    {
        var number = 0;
        for (var bits = change.Counters & layout.CounterMask; bits != 0; bits &= bits - 1)
        {
            var counter = int.TrailingZeroCount((int)bits);
            var count = counter == (int)FeatureCounter.KibOut ? change.KibOut : 1;
            added[number++] = CounterCell(counter, level, change.Moment.Bucket, count);
        }

        const int Names = (int)FeatureDistinct.UnknownNames;
        if (change.IsNameUnknown && change.Marks.Account != 0 && layout.Distinct(Names) >= 0)
            added[number++] = Change.CellOf(Names, change.Marks.Account, change.Moment.Bucket);
        if (!change.IsRequest) return number;
        for (var distinct = 0; distinct < Change.SeenValues; distinct++)
        {
            var cell = change.Seen[distinct];
            if (cell != 0 && layout.Distinct(distinct) >= 0) added[number++] = cell;
        }

        return number;
    }

    private static ulong CounterCell(int counter, int level, int bucket, uint count) => Cell.Counter(
        counter, level, level == 0 ? bucket : bucket / Buckets.Length[level] * Buckets.Length[level], Math.Min(count, Cell.MaxCount));

    /// <summary>
    /// Adds each cell to where its group is kept; what <paramref name="added"/> holds afterwards is of no use. Everything is
    /// looked up before anything is stored: a load of many cells at once would wait for the stores into them.
    /// </summary>
    /// <param name="blocks">Of the shard.</param>
    /// <param name="record">The entity.</param>
    /// <param name="added">Cells of one bucket.</param>
    /// <param name="place">Where that one lies in the rings.</param>
    /// <param name="edges">Of the newest event.</param>
    [SkipLocalsInit]
    private static void AddAll(
        EntityBlocks blocks, ref EntityRecord record, Span<ulong> added, in RingPlace place, Vector128<int> edges)
    {
        Span<int> places = stackalloc int[MaxAdded];
        var cells = blocks.Cells(ref record);
        for (var i = 0; i < added.Length; i++)
            places[i] = TryAddToGroup(blocks, ref record, added[i], place, edges) ? Done : CellList.Find(cells, added[i]);
        var missing = 0;
        for (var i = 0; i < added.Length; i++)
        {
            if (places[i] >= 0) cells[places[i]] = CellList.Merged(cells[places[i]], added[i]);
            else if (places[i] == Missing) added[missing++] = added[i];
        }

        // Making room may move a group out or merge cells into one that is missing: from there on each is looked up again.
        var next = 0;
        for (var room = EntityBlocks.RoomOf(record); next < missing && record.CellCount < room; next++)
            Append(blocks, ref record, added[next]);
        for (; next < missing; next++) AddOne(blocks, ref record, added[next], place, edges);
    }

    private static void AddOne(
        EntityBlocks blocks, ref EntityRecord record, ulong cell, in RingPlace place, Vector128<int> edges)
    {
        var hasRoom = blocks.TryMakeRoom(ref record);
        if (TryAddToGroup(blocks, ref record, cell, place, edges)) return;
        var cells = blocks.Cells(ref record);
        var at = CellList.Find(cells, cell);
        if (at >= 0) cells[at] = CellList.Merged(cells[at], cell);
        else if (hasRoom) Append(blocks, ref record, cell);
        else AddOne(blocks, ref record, cell, place, edges);
    }

    private static bool TryAddToGroup(
        EntityBlocks blocks, ref EntityRecord record, ulong cell, in RingPlace place, Vector128<int> edges)
    {
        if (!record.HasGroups) return false;
        var group = Cell.Group(cell);
        if (group >= Cell.FirstDistinct) return blocks.TrySee(ref record, group - Cell.FirstDistinct + 1, cell, place, edges);
        if (!blocks.TryGroup(record, 0, out var rings)) return false;
        new CounterRings(rings).Add(group, place, Cell.Level(cell), Cell.Count(cell));
        return true;
    }

    private static void Append(EntityBlocks blocks, ref EntityRecord record, ulong cell)
    {
        record.CellCount++;
        blocks.Cells(ref record)[^1] = cell;
    }

    private static void WriteGroups(
        EntityBlocks blocks, ref EntityRecord record, FeatureLayout layout, bool isLater, in Moment moment, Span<float> vector)
    {
        var newest = isLater ? new RingPlace(Buckets.Of(record.NewestMs)) : default;
        if (blocks.TryGroup(record, 0, out var block))
        {
            var rings = new CounterRings(block);
            var target = vector.Slice(layout.Counters, layout.CounterCount * Buckets.Levels);
            if (isLater) rings.WriteAt(newest, moment.Place, target);
            else rings.Write(target);
        }

        for (var distinct = 0; distinct < EntityBlocks.Distincts; distinct++)
        {
            if (!blocks.TryGroup(record, distinct + 1, out block)) continue;
            var set = new DistinctSet(block);
            if (isLater) set.WriteAt(newest, moment.Place, vector[layout.Distinct(distinct)..]);
            else set.Write(vector[layout.Distinct(distinct)..]);
        }
    }
}
