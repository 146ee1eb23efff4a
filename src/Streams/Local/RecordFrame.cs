using System.Buffers.Binary;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// One record in a segment file, little-endian: CRC-32C of all that follows (4), payload length (4), offset (8), time (8),
/// key (16, low half first), payload.
/// </summary>
internal static class RecordFrame
{
    public const int HeaderSize = 40;

    /// <summary>Limit of the format; a larger length in a file is damage.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    private const int LengthAt = 4;
    private const int OffsetAt = 8;
    private const int TimeAt = 16;
    private const int KeyAt = 24;

    public static int SizeOf(int payloadLength) => HeaderSize + payloadLength;

    public static void Write(Span<byte> frame, long offset, long timeMs, UInt128 key, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame[LengthAt..], payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[OffsetAt..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(frame[TimeAt..], timeMs);
        BinaryPrimitives.WriteUInt128LittleEndian(frame[KeyAt..], key);
        payload.CopyTo(frame[HeaderSize..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Of(frame[LengthAt..SizeOf(payload.Length)]));
    }

    /// <summary>Payload length as the frame says; not to be trusted before <see cref="IsIntact"/>.</summary>
    public static int PayloadLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header[LengthAt..]);

    public static bool IsPlausible(int payloadLength) => payloadLength is >= 0 and <= MaxPayload;

    public static long Offset(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header[OffsetAt..]);

    public static long TimeMs(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header[TimeAt..]);

    public static UInt128 Key(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt128LittleEndian(header[KeyAt..]);

    /// <summary>Whether the checksum of a whole frame holds.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame) == Crc32C.Of(frame[LengthAt..]);
}
