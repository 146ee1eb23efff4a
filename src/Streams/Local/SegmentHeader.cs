using System.Buffers.Binary;
using System.Globalization;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// First bytes of a segment file, little-endian: magic <c>SDLG</c> (4), format version (2), topic (1), zero (1), first offset
/// (8), creation time (8), zero (4), CRC-32C of the 28 bytes before it (4).
/// </summary>
internal static class SegmentHeader
{
    public const int Size = 32;
    public const ushort Version = 1;
    public const string Extension = ".log";

    private const int CrcAt = 28;

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
        if (version != Version)
        {
            return $"format version {version} is not known here, only {Version} is; a newer release wrote it";
        }

        if (header[6] != (byte)topic)
        {
            return $"the segment belongs to another topic (number {header[6]})";
        }

        var written = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        return written == baseOffset ? null : $"the header says the first offset is {written}, the name says {baseOffset}";
    }

    public static string FileName(long baseOffset) => baseOffset.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseFileName(string path, out long baseOffset)
    {
        var name = Path.GetFileNameWithoutExtension(path.AsSpan());
        baseOffset = 0;
        return name.Length == 20
            && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out baseOffset);
    }
}
