using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Memory of a shard: chunks of the store's <see cref="MemoryRegion"/> cut into blocks of a few sizes, handed out and taken back
/// without the garbage collector. A chunk serves one size for ever. Not thread-safe: the shard's lock covers it.
/// </summary>
internal sealed unsafe partial class WordArena(MemoryRegion region, long maxBytes)
{
    private const int WordsPerLine = MemoryRegion.LineBytes / sizeof(ulong);
    private readonly int[] _free = new int[BlockSizes.Words.Length];
    private readonly int[] _next = new int[BlockSizes.Words.Length];
    private readonly int[] _left = new int[BlockSizes.Words.Length];

    public long Bytes { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<ulong> Block(int handle, int size) => new(region.At(handle), BlockSizes.Words[size]);

    /// <summary>The first words of a block of at least <paramref name="words"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<ulong> Start(int handle, int words) => new(region.At(handle), words);

    /// <summary>Asks for bytes of a block whose handle was read without the shard's lock and may be stale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int handle, int fromWord, int bytes)
    {
        if (handle > 0) Storage.Prefetch.Lines(region.At(handle) + (fromWord * sizeof(ulong)), bytes);
    }

    /// <summary>A block of zeros, or 0 where the memory budget is used up.</summary>
    public int Allocate(int size)
    {
        var handle = _free[size];
        if (handle != 0)
        {
            var block = Block(handle, size);
            _free[size] = (int)block[0];
            block.Clear();
            return handle;
        }

        if (_left[size] == 0 && !TryAddChunk(size)) return 0;
        handle = _next[size];
        _next[size] += LinesOf(size);
        _left[size]--;
        return handle;
    }

    public void Free(int handle, int size)
    {
        Block(handle, size)[0] = (ulong)_free[size];
        _free[size] = handle;
    }

    private static int LinesOf(int size) => (BlockSizes.Words[size] + WordsPerLine - 1) / WordsPerLine;

    private bool TryAddChunk(int size)
    {
        if (Bytes + MemoryRegion.ChunkBytes > maxBytes || region.TakeChunks() is not (not 0 and var chunk)) return false;
        _chunks.Add(chunk);
        _next[size] = chunk;
        _left[size] = MemoryRegion.ChunkBytes / MemoryRegion.LineBytes / LinesOf(size);
        Bytes += MemoryRegion.ChunkBytes;
        return true;
    }
}
