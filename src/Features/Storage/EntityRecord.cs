using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SecurityDecisioning.Features.Profiles;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// An entity's state: four cache lines with the facts of most entities whole in them. What does not fit hangs off in blocks
/// of the shard's <see cref="WordArena"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeInBytes)]
internal struct EntityRecord
{
    public const int SizeInBytes = 4 * MemoryRegion.LineBytes;

    /// <summary>Words in <see cref="Inner"/>.</summary>
    public const int InnerWords = 19;

    /// <summary>Where the seven days of a kind that keeps them begin there.</summary>
    public const int WeekAt = 11;

    public ulong High;
    public ulong Low;

    /// <summary>Time of the newest event of any kind; the rings end with its bucket.</summary>
    public long NewestMs;
    public long FirstMs;

    /// <summary>Block of <see cref="Windows.Cell"/>s that outgrew <see cref="Inner"/>; 0 while they lie there.</summary>
    public int Cells;
    public int Profile;

    /// <summary>Next in the eviction queue, or next free record; 0 ends.</summary>
    public int Next;
    public EntityKind Kind;
    public EntityFlags Flags;
    public byte CellsSize;
    public byte CellCount;
    public byte ProfileSize;

    /// <summary>Requests seen, up to 255.</summary>
    public byte Uses;

    /// <summary>Rounds of the eviction queue that the entity survives.</summary>
    public byte Credit;
    public Standing Queue;

    /// <summary>Lifetime counts, each up to 255.</summary>
    public ArrivalTimes Arrivals;
    public PastDecisions Past;

    /// <summary>
    /// The cells of a small entity. Once they have moved to a block: handle and size of each group that grew out of the list,
    /// 0 for those that did not.
    /// </summary>
    public InnerList Inner;

    /// <summary>Cells that have room in the record.</summary>
    public readonly int Room => HasWeek ? WeekAt : InnerWords;

    public readonly bool HasWeek => Kind is EntityKind.Account or EntityKind.Device or EntityKind.ApiKey;

    public readonly bool HasGroups => (Flags & EntityFlags.Grouped) != 0;

    /// <summary>Whether a restriction or a sign-in keeps it from the first two rounds of forgetting.</summary>
    public readonly bool IsKnown => (Flags & (EntityFlags.Pinned | EntityFlags.SignedIn)) != 0;

    [InlineArray(InnerWords)]
    internal struct InnerList
    {
        private ulong _first;
    }
}
