using System.Buffers.Binary;
using System.Globalization;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// First bytes of a segment file, little-endian: magic <c>SDLG</c> (4), format version (2), topic (1), zero (1), first offset
/// (8), creation time (8), zero (4), CRC-32C of the 28 bytes before it (4). Version 2 is a compacted file: instead of the last
/// zero it has how many offsets the file stands for, and its records leave some of them out.
/// </summary>
internal static class SegmentHeader
{
    public const int Size = 32;
    public const ushort Version = 1;
    public const ushort CompactedVersion = 2;
    public const string Extension = ".log";

    /// <summary>What the name of a file that is not finished ends in; one that is found is removed.</summary>
    public const string Draft = ".draft";

    private const int CreatedAt = 16;
    private const int CoveredAt = 24;
    private const int CrcAt = 28;
    private const int OffsetDigits = 20;

    private static ReadOnlySpan<byte> Magic => "SDLG"u8;

    public static void Write(Span<byte> header, Topic topic, long baseOffset, long createdMs)
    {
        header[..Size].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
        header[6] = (byte)topic;
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], baseOffset);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], createdMs);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    public static void WriteCompacted(Span<byte> header, Topic topic, long baseOffset, long end, long createdMs)
    {
        Write(header, topic, baseOffset, createdMs);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], CompactedVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CoveredAt..], checked((uint)(end - baseOffset)));
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcAt..], Crc32C.Of(header[..CrcAt]));
    }

    /// <summary>Offset behind a compacted file's last, by a header that was checked; null for any other file.</summary>
    public static long? CoveredEnd(ReadOnlySpan<byte> header, long baseOffset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) == CompactedVersion
            ? baseOffset + BinaryPrimitives.ReadUInt32LittleEndian(header[CoveredAt..])
            : null;

    public static long CreatedMs(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[Size];
        return RandomAccess.Read(file, header, 0) == Size ? BinaryPrimitives.ReadInt64LittleEndian(header[CreatedAt..]) : 0;
    }

    /// <summary>What is wrong with a header, or null where nothing is.</summary>
    public static string? Check(ReadOnlySpan<byte> header, Topic topic, long baseOffset)
    {
        if (header.Length < Size || !header[..4].SequenceEqual(Magic))
        {
            return "this is not a segment of a log";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) != Crc32C.Of(header[..CrcAt]))
        {
            return "the checksum of the header does not hold";
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (version is not (Version or CompactedVersion))
        {
            return $"format version {version} is not known here, only 1 to {CompactedVersion} are; a newer release wrote it";
        }

        if (header[6] != (byte)topic)
        {
            return $"the segment belongs to another topic (number {header[6]})";
        }

        var written = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        return written == baseOffset ? null : $"the header says the first offset is {written}, the name says {baseOffset}";
    }

    public static string FileName(long baseOffset) => baseOffset.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>Name for the same file written anew: <c>offset.log</c>, <c>offset.1.log</c>, <c>offset.2.log</c> and so on.</summary>
    public static string NextGeneration(string path)
    {
        _ = TryParseFileName(path, out var baseOffset, out var generation);
        return Path.Combine(
            Path.GetDirectoryName(path)!,
            string.Create(CultureInfo.InvariantCulture, $"{baseOffset:D20}.{generation + 1}{Extension}"));
    }

    public static bool TryParseFileName(string path, out long baseOffset) => TryParseFileName(path, out baseOffset, out _);

    public static bool TryParseFileName(string path, out long baseOffset, out int generation)
    {
        var name = Path.GetFileNameWithoutExtension(path.AsSpan());
        (baseOffset, generation) = (0, 0);
        return name.Length >= OffsetDigits
            && long.TryParse(name[..OffsetDigits], NumberStyles.None, CultureInfo.InvariantCulture, out baseOffset)
            && (name.Length == OffsetDigits
                || (name[OffsetDigits] == '.'
                    && int.TryParse(name[(OffsetDigits + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out generation)));
    }
}
