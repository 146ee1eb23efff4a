using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SecurityDecisioning.Features.Windows;

/// <summary>
/// How time is cut. The four windows are rings of 6 × 5 s, 10 × 30 s, 12 × 5 min and 24 × 1 h. All boundaries are multiples of
/// the finest bucket, so one number, the finest bucket's, says where an event lies in every ring.
/// A window ends with the bucket of the newest event and so covers between (n − 1)/n of its length and all of it.
/// </summary>
internal static class Buckets
{
    public const int Levels = 4;
    public const int FinestMs = 5_000;

    /// <summary>Buckets of all four rings together.</summary>
    public const int Slots = 6 + 10 + 12 + 24;

    /// <summary>Bits of a bucket number; 2³⁰ × 5 s after 1970 is the year 2140.</summary>
    public const int Bits = 30;
    public const int Mask = (1 << Bits) - 1;
    public const long MaxMs = (long)Mask * FinestMs;

    // Arrays, not inline spans: unoptimised builds allocate on each use of those.
    private static readonly int[] Lengths = [1, 6, 60, 720];
    private static readonly int[] Counts = [6, 10, 12, 24];

    /// <summary>First slot of each ring, and behind them all the number of slots.</summary>
    private static readonly int[] Starts = [0, 6, 16, 28, Slots];

    /// <summary>Length of a bucket of each ring, in finest buckets.</summary>
    public static ReadOnlySpan<int> Length => Lengths;

    /// <summary>Buckets in each ring.</summary>
    public static ReadOnlySpan<int> Count => Counts;

    public static int Of(long timeMs) => (int)(timeMs / FinestMs);

    /// <summary>The oldest finest bucket that each ring still holds when the newest event is in <paramref name="newest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Edges(int newest) => Vector128.Create(
        newest - 5, ((newest / 6) - 9) * 6, ((newest / 60) - 11) * 60, ((newest / 720) - 23) * 720);

    /// <summary>Number of windows that hold <paramref name="bucket"/>, taken from the longest: 4 is every one, 0 too late.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WindowsHolding(int bucket, Vector128<int> edges)
    {
        // Edges fall from the shortest window to the longest, so the windows that hold a bucket are always the last ones.
        var held = Vector128.GreaterThanOrEqual(Vector128.Create(bucket), edges);
        return int.PopCount((int)held.ExtractMostSignificantBits());
    }

    /// <summary>The slot after <paramref name="slot"/> in the ring of <paramref name="level"/>, round and round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(int slot, int level) => slot + 1 == Starts[level + 1] ? Starts[level] : slot + 1;
}
