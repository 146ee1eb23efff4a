using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Sorted entries of a run as they are stored: 8 bytes each, little-endian, the hash above the row (counted from the run's
/// first). Pages carry 63-bit keys that put them in the order of their entries: the run (31 bits), the upper half of the first
/// entry's hash (16), and a number that tells pages with equal beginnings apart (16).
/// </summary>
internal static class EntityPage
{
    /// <summary>4,000 bytes: within one page of SQLite, whether of 4 KB or 8.</summary>
    public const int MostEntries = 500;

    public const long MostRuns = int.MaxValue;

    public const int EntrySize = sizeof(ulong);

    private const int KeysPerStart = 1 << 16;

    public static ulong Entry(uint hash, uint row) => ((ulong)hash << 32) | row;

    public static uint RowOf(ulong entry) => (uint)entry;

    /// <summary>The key of the page that begins with <paramref name="first"/> and follows <paramref name="previous"/> (0: none).</summary>
    public static long KeyOf(long run, ulong first, long previous)
    {
        if (run is < 1 or > MostRuns)
        {
            throw new InvalidOperationException($"run {run} cannot be stored: its number must be 1 to {MostRuns}");
        }

        var start = (run << 32) | ((long)(first >> 48) << 16);
        var key = Math.Max(start, previous + 1);
        return key < start + KeysPerStart
            ? key
            : throw new InvalidOperationException($"run {run} has more than {KeysPerStart} pages that begin alike");
    }

    /// <summary>Keys of <paramref name="run"/>: no page is outside.</summary>
    public static (long Least, long Most) KeysOf(long run) => (run << 32, (run << 32) | uint.MaxValue);

    /// <summary>The largest key that a page with entries of <paramref name="hash"/> can have.</summary>
    public static long LastKeyFor(long run, uint hash) => (run << 32) | (hash & 0xFFFF_0000L) | 0xFFFF;

    /// <summary>The stored bytes of <paramref name="entries"/>; where they are as in memory, without a copy.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<ulong> entries)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.AsBytes(entries);
        }

        var swapped = new ulong[entries.Length];
        BinaryPrimitives.ReverseEndianness(entries, swapped);
        return MemoryMarshal.AsBytes<ulong>(swapped);
    }

    /// <summary>Reads a page into <paramref name="entries"/> and returns how many there are.</summary>
    /// <exception cref="InvalidDataException">The bytes are no page.</exception>
    public static int Read(ReadOnlySpan<byte> page, Span<ulong> entries)
    {
        if (page.Length % EntrySize != 0 || page.Length > entries.Length * EntrySize)
        {
            throw new InvalidDataException($"a page of entity entries has {page.Length} bytes: it is damaged");
        }

        page.CopyTo(MemoryMarshal.AsBytes(entries));
        var count = page.Length / EntrySize;
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(entries[..count], entries);
        }

        return count;
    }
}
