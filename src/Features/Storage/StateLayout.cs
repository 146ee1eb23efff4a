using System.Runtime.CompilerServices;
using SecurityDecisioning.Features.Distincts;
using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// A number that differs where state lies in memory in another way. A snapshot holds memory as it is; one of another layout
/// is refused.
/// </summary>
internal static class StateLayout
{
    public static ulong Id { get; } = Compute();

    private static ulong Compute()
    {
        ReadOnlySpan<int> sizes =
        [
            Unsafe.SizeOf<EntityRecord>(), EntityBlocks.Groups, CounterRings.Words, DistinctSet.HeadWords, ArrivalTimes.Kept,
            Buckets.FinestMs, Buckets.Slots, Buckets.Levels, EventEntities.Count, BitConverter.IsLittleEndian ? 1 : 0,
        ];
        var id = 1UL;
        foreach (var size in sizes) id = KeyedHash.Mix(id + 0x9E37_79B9_7F4A_7C15, (ulong)size + 0xE703_7ED1_A0B4_28DB);
        foreach (var words in BlockSizes.Words) id = KeyedHash.Mix(id + 0x9E37_79B9_7F4A_7C15, (ulong)words + 0xE703_7ED1_A0B4_28DB);
        return id;
    }
}
