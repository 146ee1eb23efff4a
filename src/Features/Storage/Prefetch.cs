using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Asks the processor for memory before it is needed. An event's entities lie anywhere in hundreds of megabytes; fetched one
/// after the other they cost several cache misses each, asked for together those overlap. A hint: it reads nothing, so it
/// needs no lock and cannot fail.
/// </summary>
internal static class Prefetch
{
    private const int LineBytes = 64;

    public static unsafe void Lines<T>(ref T first, int bytes)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        // The arrays are pinned for life (the arena's, the records', the index's): the address stays true.
        var start = (byte*)Unsafe.AsPointer(ref first);
        for (var offset = 0; offset < bytes; offset += LineBytes) Sse.Prefetch0(start + offset);
    }
}
