using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Asks the processor for memory before it is needed. An event's entities lie anywhere in hundreds of megabytes; fetched one
/// after the other they cost several cache misses each, asked for together those overlap. A hint: it reads nothing, so it
/// needs no lock and cannot fail.
/// </summary>
internal static unsafe class Prefetch
{
    private const int LineBytes = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines(byte* start, int bytes)
    {
        if (!Sse.IsSupported) return;
        for (var offset = 0; offset < bytes; offset += LineBytes) Sse.Prefetch0(start + offset);
    }

    /// <summary>The array must be pinned for life.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line<T>(ref T pinned)
        where T : unmanaged => Lines((byte*)Unsafe.AsPointer(ref pinned), 1);
}
