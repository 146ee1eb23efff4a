using System.Buffers.Binary;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// The one header of a record on the cluster, <c>sd</c>, big-endian: version 1 (1), origin (8), sequence (8), time (8). The
/// cluster's own timestamp is the time of sending, so that its retention goes by that and not by event time.
/// </summary>
internal readonly record struct RecordHeader(ulong Origin, long Sequence, long TimeMs)
{
    public const string Name = "sd";

    private const byte Version = 1;
    private const int Size = 25;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), Origin);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), TimeMs);
        return bytes;
    }

    /// <summary>False where somebody else wrote it: anybody who may write the topic can put anything there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length != Size || bytes[0] != Version)
        {
            return false;
        }

        header = new RecordHeader(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[9..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[17..]));
        return header is { Origin: not 0, Sequence: >= 0 };
    }
}
