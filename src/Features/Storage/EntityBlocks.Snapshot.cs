namespace SecurityDecisioning.Features.Storage;

internal sealed partial class EntityBlocks
{
    /// <summary>Whether everything that a record out of a file points to is there.</summary>
    public bool Holds(ref EntityRecord record)
    {
        if (record.Cells == 0 && (record.CellCount > record.Room || record.HasGroups)) return false;
        if (record.Cells != 0 && (!arena.Holds(record.Cells, record.CellsSize) || record.CellCount > BlockSizes.Words[record.CellsSize]))
            return false;
        if (record.Profile != 0 && !arena.Holds(record.Profile, record.ProfileSize)) return false;
        if (!record.HasGroups) return true;
        for (var group = 0; group < Groups; group++)
        {
            var entry = record.Inner[group];
            if (entry != 0 && !arena.Holds((int)(entry >> 8), (int)(entry & 0xFF))) return false;
        }

        return true;
    }

    /// <summary>Makes <paramref name="to"/>, which is new, say what <paramref name="from"/> says in another store.</summary>
    public void CopyFrom(EntityBlocks source, ref EntityRecord from, ref EntityRecord to)
    {
        var (next, queue) = (to.Next, to.Queue);
        to = from;
        (to.Next, to.Queue) = (next, queue);
        to.Cells = source.CopyBlock(from.Cells, from.CellsSize, this);
        to.Profile = source.CopyBlock(from.Profile, from.ProfileSize, this);
        if (!to.HasGroups) return;
        for (var group = 0; group < Groups; group++)
        {
            var entry = to.Inner[group];
            if (entry != 0)
                to.Inner[group] = ((ulong)source.CopyBlock((int)(entry >> 8), (int)(entry & 0xFF), this) << 8) | (entry & 0xFF);
        }
    }

    private int CopyBlock(int handle, int size, EntityBlocks target)
    {
        if (handle == 0) return 0;
        var copy = target.Allocate(size);
        arena.Block(handle, size).CopyTo(target.Block(copy, size));
        return copy;
    }

    private int Allocate(int size) =>
        arena.Allocate(size) is not 0 and var handle ? handle : throw new InvalidOperationException("no room for the copy of an entity");

    private Span<ulong> Block(int handle, int size) => arena.Block(handle, size);
}
