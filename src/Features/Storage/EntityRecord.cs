using SecurityDecisioning.Features.Profiles;

namespace SecurityDecisioning.Features.Storage;

/// <summary>The fixed part of an entity's state; the rest hangs off it in blocks of the shard's <see cref="WordArena"/>.</summary>
internal struct EntityRecord
{
    public ulong High;
    public ulong Low;

    /// <summary>Time of the newest event of any kind; the rings end with its bucket.</summary>
    public long NewestMs;
    public long FirstMs;
    public ArrivalTimes Arrivals;

    /// <summary>Block of <see cref="Windows.Cell"/>s.</summary>
    public int Cells;

    /// <summary>Block of handles and sizes of the groups that grew out of the list of cells.</summary>
    public int Groups;
    public int Profile;

    /// <summary>Next in the eviction queue, or next free record; −1 ends.</summary>
    public int Next;
    public byte CellsSize;
    public byte CellCount;
    public byte ProfileSize;

    /// <summary>Requests seen, up to 255.</summary>
    public byte Uses;

    /// <summary>Rounds of the eviction queue that the entity survives.</summary>
    public byte Credit;
    public EntityKind Kind;
    public Standing Queue;
    public EntityFlags Flags;
}
