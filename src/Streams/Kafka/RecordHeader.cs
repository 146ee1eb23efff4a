using System.Buffers.Binary;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// The one header of a record on the cluster, <c>sd</c>, big-endian: version (1), origin (8), sequence (8), time (8); version 2
/// adds the id of the key it is sealed with (8) and the seal (16). The cluster's own timestamp is the time of sending, so that
/// its retention goes by that and not by event time.
/// </summary>
internal readonly record struct RecordHeader(ulong Origin, long Sequence, long TimeMs)
{
    public const string Name = "sd";

    private const byte Plain = 1;
    private const byte Sealed = 2;
    private const int PlainSize = 25;
    private const int SealAt = PlainSize + sizeof(ulong);
    private const int SealedSize = SealAt + RecordSeal.Size;

    /// <summary>Which key the record is sealed with; 0 for none.</summary>
    public ulong KeyId { get; private init; }

    public byte[] ToBytes()
    {
        var bytes = new byte[PlainSize];
        Write(bytes, Plain);
        return bytes;
    }

    /// <summary>With a seal over everything in it, the topic, the key and the payload.</summary>
    public byte[] ToBytes(RecordSeal seal, string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[SealedSize];
        Write(bytes, Sealed);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(PlainSize), seal.KeyId);
        seal.Write(bytes.AsSpan(0, SealAt), topic, key, payload, bytes.AsSpan(SealAt));
        return bytes;
    }

    /// <summary>False where somebody else wrote it: anybody who may write the topic can put anything there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes is not [Plain or Sealed, ..] || bytes.Length != (bytes[0] == Plain ? PlainSize : SealedSize))
        {
            return false;
        }

        header = new RecordHeader(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[9..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[17..]))
        {
            KeyId = bytes[0] == Sealed ? BinaryPrimitives.ReadUInt64BigEndian(bytes[PlainSize..]) : 0,
        };
        return header is { Origin: not 0, Sequence: >= 0 };
    }

    /// <summary>Whether the seal in <paramref name="bytes"/>, a header of version 2, is what <paramref name="seal"/> would write.</summary>
    public static bool IsSealed(
        ReadOnlySpan<byte> bytes, RecordSeal seal, string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload) =>
        bytes.Length == SealedSize && seal.IsRight(bytes[..SealAt], topic, key, payload, bytes[SealAt..]);

    private void Write(Span<byte> bytes, byte version)
    {
        bytes[0] = version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], Origin);
        BinaryPrimitives.WriteInt64BigEndian(bytes[9..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..], TimeMs);
    }
}
