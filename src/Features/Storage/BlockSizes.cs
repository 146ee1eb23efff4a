using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>The sizes in which blocks are cut, in 64-bit words. A block is named by its size's index.</summary>
internal static class BlockSizes
{
    public const int Smallest = 0;

    /// <summary>The first list of cells that no longer fits a record.</summary>
    public const int FirstList = 2;

    /// <summary>The largest list of cells before its largest group moves out to a block of its own.</summary>
    public const int LargestList = 5;

    public const int SessionProfile = 1;

    /// <summary>What an account's profile begins with, and the size with room for every value it may keep.</summary>
    public const int FirstProfile = 3;
    public const int LargestProfile = 5;

    public const int Rings = 8;
    public const int SmallestSet = 6;
    public const int LargestSet = 13;

    private static readonly int[] Sizes = [8, 16, 24, 32, 48, 64, 128, 256, CounterRings.Words, 512, 1024, 2048, 4096, 8192];

    public static ReadOnlySpan<int> Words => Sizes;

    /// <summary>Words of a size that was read without a lock and may be none; then the least.</summary>
    public static int WordsOf(int size) => (uint)size < (uint)Sizes.Length ? Sizes[size] : Sizes[SmallestSet];

    /// <summary>The next larger size a set may take; <see cref="Rings"/> is a size of its own kind.</summary>
    public static int NextSet(int size) => size + 1 == Rings ? Rings + 1 : size + 1;
}
