using System.Buffers.Binary;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>A record's key as the cluster holds it: 16 bytes, big-endian.</summary>
internal static class KeyBytes
{
    public static byte[] Of(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }

    public static bool TryRead(byte[]? bytes, out UInt128 key)
    {
        key = default;
        return bytes is { Length: 16 } && BinaryPrimitives.TryReadUInt128BigEndian(bytes, out key);
    }
}
