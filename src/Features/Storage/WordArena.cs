namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Memory of a shard: pages of 64-bit words cut into blocks of a few sizes, handed out and taken back without the garbage
/// collector. A page serves one size for ever. Not thread-safe: the shard's lock covers it.
/// </summary>
internal sealed class WordArena(long maxWords)
{
    private const int PageWords = 2048;
    private const int UnitShift = 3;
    private const int UnitBits = 8;
    private readonly int[] _free = new int[BlockSizes.Words.Length];
    private readonly int[] _next = new int[BlockSizes.Words.Length];
    private readonly int[] _left = new int[BlockSizes.Words.Length];
    private ulong[][] _pages = new ulong[16][];

    // Page 0 does not exist, so that handle 0 can mean "no block".
    private int _pageCount = 1;

    public long Words { get; private set; }

    public Span<ulong> Block(int handle, int size) =>
        _pages[handle >> UnitBits].AsSpan((handle & ((1 << UnitBits) - 1)) << UnitShift, BlockSizes.Words[size]);

    /// <summary>Asks for the first bytes of a block whose handle was read without the shard's lock and may be stale.</summary>
    public void Prefetch(int handle, int bytes) => Prefetch(handle, 0, bytes);

    public void Prefetch(int handle, int fromWord, int bytes)
    {
        var pages = _pages;
        var page = (uint)handle >> UnitBits;
        if (handle == 0 || page >= (uint)pages.Length || pages[page] is not { } words) return;
        var at = ((handle & ((1 << UnitBits) - 1)) << UnitShift) + fromWord;
        if (at < words.Length) Storage.Prefetch.Lines(ref words[at], bytes);
    }

    /// <summary>What a block of handles holds at <paramref name="index"/>, read likewise.</summary>
    public ulong Peek(int handle, int index)
    {
        var pages = _pages;
        var page = (uint)handle >> UnitBits;
        return handle != 0 && page < (uint)pages.Length && pages[page] is { } words
            ? words[((handle & ((1 << UnitBits) - 1)) << UnitShift) + index]
            : 0;
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

        if (_left[size] == 0 && !TryAddPage(size)) return 0;
        handle = _next[size];
        _next[size] += BlockSizes.Words[size] >> UnitShift;
        _left[size]--;
        return handle;
    }

    public void Free(int handle, int size)
    {
        Block(handle, size)[0] = (ulong)_free[size];
        _free[size] = handle;
    }

    private bool TryAddPage(int size)
    {
        var words = Math.Max(PageWords, BlockSizes.Words[size]);
        if (Words + words > maxWords) return false;
        if (_pageCount == _pages.Length) Array.Resize(ref _pages, _pages.Length * 2);
        _pages[_pageCount] = GC.AllocateArray<ulong>(words, pinned: true);
        _next[size] = _pageCount << UnitBits;
        _left[size] = words / BlockSizes.Words[size];
        _pageCount++;
        Words += words;
        return true;
    }
}
