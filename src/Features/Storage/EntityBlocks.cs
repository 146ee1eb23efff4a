using System.Runtime.Intrinsics;
using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// The blocks that hang off a record: where they are, how they grow and how they are given back. A group (0 the counters,
/// 1 to 6 the distinct counts) lives among the cells until it is the largest there, then in a block of its own, named in the
/// record where the first cells were.
/// </summary>
internal sealed partial class EntityBlocks(WordArena arena)
{
    public const int Groups = 1 + Distincts;
    public const int Distincts = 6;
    private readonly ulong[] _scratch = new ulong[BlockSizes.Words[BlockSizes.LargestSet]];

    /// <summary>Times that a set had to be sampled more coarsely.</summary>
    public long Coarsened { get; set; }

    public Span<ulong> Cells(ref EntityRecord record) =>
        (record.Cells == 0 ? (Span<ulong>)record.Inner : arena.Start(record.Cells, record.CellCount))[..record.CellCount];

    public bool TryGroup(in EntityRecord record, int group, out Span<ulong> block)
    {
        block = default;
        if (!record.HasGroups) return false;
        var entry = record.Inner[group];
        if (entry == 0) return false;
        block = arena.Block((int)(entry >> 8), (int)(entry & 0xFF));
        return true;
    }

    public Span<ulong> Profile(in EntityRecord record) => arena.Block(record.Profile, record.ProfileSize);

    /// <summary>Cells that have room where they lie.</summary>
    public static int RoomOf(in EntityRecord record) => record.Cells == 0 ? record.Room : BlockSizes.Words[record.CellsSize];

    /// <summary>Makes room for one more cell. False where a group moved out instead: look again where the value belongs now.</summary>
    public bool TryMakeRoom(ref EntityRecord record)
    {
        var room = RoomOf(record);
        if (record.CellCount < room) return true;
        var edges = Buckets.Edges(Buckets.Of(record.NewestMs));
        record.CellCount = (byte)CellList.Compact(Cells(ref record), edges);
        if (record.CellCount <= room * 3 / 4) return true;
        if (record.CellsSize < BlockSizes.LargestList && TryGrowCells(ref record)) return true;
        MoveLargestGroupOut(ref record, edges);
        return false;
    }

    /// <summary>Notes a distinct value in its group's own set; false where it has none.</summary>
    public bool TrySee(ref EntityRecord record, int group, ulong cell, in RingPlace place, Vector128<int> edges)
    {
        while (TryGroup(record, group, out var block))
        {
            if (new DistinctSet(block).TrySee(cell, place, edges)) return true;
            Rebuild(ref record, group, edges, mayGrow: true);
        }

        return false;
    }

    /// <summary>Moves the rings of every group from one newest bucket to the next.</summary>
    public void Advance(ref EntityRecord record, int from, int to)
    {
        if (!record.HasGroups || from == to) return;
        var (old, now) = (new RingPlace(from), new RingPlace(to));
        if (TryGroup(record, 0, out var counters)) new CounterRings(counters).Advance(old, now);
        for (var group = 1; group < Groups; group++)
        {
            if (TryGroup(record, group, out var set) && new DistinctSet(set).Advance(old, now))
                Rebuild(ref record, group, Buckets.Edges(to), mayGrow: false);
        }
    }

    /// <summary>The seven days of an entity of a kind that keeps them.</summary>
    public static Span<ulong> Week(ref EntityRecord record) => ((Span<ulong>)record.Inner)[EntityRecord.WeekAt..];

    /// <summary>The profile of a session, or nothing where memory is used up.</summary>
    public bool TrySessionProfile(ref EntityRecord record, out Span<ulong> block) =>
        TryProfile(ref record, BlockSizes.SessionProfile, out block);

    /// <summary>An account's profile with room for so many values more, or nothing where memory is used up.</summary>
    public bool TryAccountProfile(ref EntityRecord record, int room, out Span<ulong> block)
    {
        if (!TryProfile(ref record, BlockSizes.FirstProfile, out block)) return false;
        while (AccountProfile.HeadWords + new AccountProfile(block).Values.Length + room > block.Length
            && record.ProfileSize < BlockSizes.LargestProfile)
        {
            var larger = arena.Allocate(record.ProfileSize + 1);
            if (larger == 0) return false;
            block.CopyTo(arena.Block(larger, record.ProfileSize + 1));
            arena.Free(record.Profile, record.ProfileSize);
            record.Profile = larger;
            record.ProfileSize++;
            block = Profile(record);
        }

        return true;
    }

    private bool TryProfile(ref EntityRecord record, int size, out Span<ulong> block)
    {
        if (record.Profile == 0)
        {
            record.Profile = arena.Allocate(size);
            record.ProfileSize = (byte)size;
        }

        block = record.Profile == 0 ? default : Profile(record);
        return record.Profile != 0;
    }

    public void Release(ref EntityRecord record)
    {
        if (record.Cells != 0) arena.Free(record.Cells, record.CellsSize);
        if (record.Profile != 0) arena.Free(record.Profile, record.ProfileSize);
        if (!record.HasGroups) return;
        for (var group = 0; group < Groups; group++)
        {
            var entry = record.Inner[group];
            if (entry != 0) arena.Free((int)(entry >> 8), (int)(entry & 0xFF));
        }
    }

    private bool TryGrowCells(ref EntityRecord record)
    {
        var size = record.Cells == 0 ? BlockSizes.FirstList : record.CellsSize + 1;
        var larger = arena.Allocate(size);
        if (larger == 0) return false;
        Cells(ref record).CopyTo(arena.Block(larger, size));
        if (record.Cells == 0) ((Span<ulong>)record.Inner)[..record.Room].Clear();
        else arena.Free(record.Cells, record.CellsSize);
        record.Cells = larger;
        record.CellsSize = (byte)size;
        return true;
    }

    private void MoveLargestGroupOut(ref EntityRecord record, Vector128<int> edges)
    {
        var cells = Cells(ref record);
        var (largest, count) = CellList.LargestGroup(cells);
        var group = largest < 0 ? 0 : largest - Cell.FirstDistinct + 1;
        var moved = TryAddGroup(ref record, group, largest < 0 ? BlockSizes.Rings : BlockSizes.SmallestSet, out var block);
        if (moved && group == 0) FillRings(new CounterRings(block), cells, edges);

        // Without memory for the block the group's oldest cells are lost; the windows then count too little, never too much.
        var kept = 0;
        var drop = moved ? count : Math.Max(count / 2, 1);
        for (var i = 0; i < cells.Length; i++)
        {
            var cellGroup = Cell.Group(cells[i]);
            var isOfGroup = largest < 0 ? cellGroup < Cell.FirstDistinct : cellGroup == largest;
            if (isOfGroup && drop-- > 0)
            {
                var place = new RingPlace(Cell.Bucket(cells[i]));
                if (moved && group > 0) new DistinctSet(block).TrySee(cells[i], place, edges);
                continue;
            }

            cells[kept++] = cells[i];
        }

        record.CellCount = (byte)kept;
    }

    private static void FillRings(
        CounterRings rings, ReadOnlySpan<ulong> cells, Vector128<int> edges)
    {
        foreach (var cell in cells)
        {
            if (Cell.Group(cell) >= Cell.FirstDistinct) continue;
            var level = Math.Max(Buckets.Levels - Buckets.WindowsHolding(Cell.Bucket(cell), edges), Cell.Level(cell));
            rings.Add(Cell.Group(cell), new RingPlace(Cell.Bucket(cell)), level, Cell.Count(cell));
        }
    }

    private bool TryAddGroup(ref EntityRecord record, int group, int size, out Span<ulong> block)
    {
        block = default;
        // A record whose cells never left it names no groups: without memory for a list there is none for a group.
        var handle = record.Cells == 0 ? 0 : arena.Allocate(size);
        if (handle == 0) return false;
        record.Inner[group] = ((ulong)handle << 8) | (uint)size;
        record.Flags |= EntityFlags.Grouped;
        block = arena.Block(handle, size);
        return true;
    }

    /// <summary>Drops what no longer counts; where that frees nothing takes a larger block; where there is none, samples.</summary>
    private void Rebuild(ref EntityRecord record, int group, Vector128<int> edges, bool mayGrow)
    {
        ref var entry = ref record.Inner[group];
        var size = (int)(entry & 0xFF);
        var old = arena.Block((int)(entry >> 8), size);
        var set = new DistinctSet(old);
        var cells = _scratch.AsSpan(0, set.Cells.Length);
        set.Cells.CopyTo(cells);
        var limit = DistinctSet.LimitOf(old.Length);
        var counting = set.Counting(cells, edges);
        if (mayGrow && counting > limit * 3 / 4 && size < BlockSizes.LargestSet
            && arena.Allocate(BlockSizes.NextSet(size)) is not 0 and var larger)
        {
            var grown = new DistinctSet(arena.Block(larger, BlockSizes.NextSet(size)));
            grown.CopyRanksFrom(set);
            grown.Fill(cells, edges);
            arena.Free((int)(entry >> 8), size);
            entry = ((ulong)larger << 8) | (uint)BlockSizes.NextSet(size);
            return;
        }

        while (set.Counting(cells, edges) >= limit)
        {
            set.Coarsen(cells, edges);
            Coarsened++;
        }

        set.Clear();
        set.Fill(cells, edges);
    }
}
