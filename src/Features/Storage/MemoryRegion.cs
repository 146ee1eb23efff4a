using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// One stretch of address space for everything a store keeps, named by the number of a 64-byte line: a place is found by one
/// addition, with no table and no array header to fetch first. It is reserved whole and becomes memory as it is touched; on
/// Linux in pages of 2 MiB where the system gives them, which spares a page walk per entity. Whoever holds a line number from
/// it must hold the region too.
/// </summary>
internal sealed unsafe partial class MemoryRegion
{
    public const int LineBytes = 64;
    public const int ChunkBytes = 1 << 16;
    public const int ChunkLines = ChunkBytes / LineBytes;
    private const nuint HugePage = 1 << 21;

    private readonly byte* _start;
    private readonly byte* _taken;
    private readonly nuint _reserved;
    private readonly long _chunks;
    private long _next;

    /// <exception cref="InsufficientMemoryException">The system refuses the address space.</exception>
    public MemoryRegion(long bytes)
    {
        _chunks = ((bytes + ChunkBytes - 1) / ChunkBytes) + 1;
        _reserved = (nuint)(_chunks * ChunkBytes) + HugePage;
        _taken = OperatingSystem.IsLinux() ? Map(_reserved) : (byte*)NativeMemory.AllocZeroed(_reserved);
        _start = (byte*)(((nuint)_taken + HugePage - 1) & ~(HugePage - 1));
    }

    ~MemoryRegion()
    {
        if (OperatingSystem.IsLinux()) _ = Unmap(_taken, _reserved);
        else NativeMemory.Free(_taken);
    }

    /// <summary>
    /// The first line of <paramref name="count"/> chunks of <see cref="ChunkBytes"/> zeroed bytes, or 0 where no more are left.
    /// Safe from any thread.
    /// </summary>
    public int TakeChunks(int count = 1)
    {
        // Line 0 is never handed out, so that 0 can mean "nothing".
        var end = Interlocked.Add(ref _next, count);
        return end < _chunks ? (int)((end - count + 1) * ChunkLines) : 0;
    }

    /// <summary>Chunks that hold <paramref name="bytes"/>.</summary>
    public static int ChunksOf(long bytes) => (int)((bytes + ChunkBytes - 1) / ChunkBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(int line) => _start + ((long)line * LineBytes);

    private static byte* Map(nuint bytes)
    {
        const int ReadWrite = 3, PrivateAnonymousNoReserve = 0x4022, UseHugePages = 14;
        var start = MMap(null, bytes, ReadWrite, PrivateAnonymousNoReserve, -1, 0);
        if ((nint)start == -1) throw new InsufficientMemoryException($"the feature store cannot reserve {bytes:N0} bytes of address space");
        _ = Advise(start, bytes, UseHugePages);
        return start;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* MMap(byte* wanted, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* start, nuint bytes);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint bytes, int advice);
}
