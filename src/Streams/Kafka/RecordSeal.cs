using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Proof that a record comes from a process with the same key: HMAC-SHA-256 (FIPS 198-1) over topic, header, key and payload,
/// 128 bits kept. Whoever can write to the cluster and has no key can then neither restrict nor free anybody.
/// </summary>
internal sealed class RecordSeal
{
    public const int Size = 16;

    private readonly byte[] _key;

    public RecordSeal(ReadOnlySpan<byte> key)
    {
        _key = key.ToArray();
        KeyId = Math.Max(1, BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(_key, "sd key id"u8)));
    }

    /// <summary>Tells keys apart and gives nothing of them away. Never 0.</summary>
    public ulong KeyId { get; }

    public void Write(
        ReadOnlySpan<byte> header, string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload, Span<byte> seal)
    {
        // Lengths first: no two different records give the same bytes.
        var most = 3 * sizeof(int) + header.Length + Encoding.UTF8.GetMaxByteCount(topic.Length) + key.Length + payload.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var rest = buffer.AsSpan(3 * sizeof(int));
            var named = Encoding.UTF8.GetBytes(topic, rest);
            BinaryPrimitives.WriteInt32BigEndian(buffer, named);
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(sizeof(int)), header.Length);
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(2 * sizeof(int)), key.Length);
            header.CopyTo(rest[named..]);
            key.CopyTo(rest[(named + header.Length)..]);
            payload.CopyTo(rest[(named + header.Length + key.Length)..]);
            var length = 3 * sizeof(int) + named + header.Length + key.Length + payload.Length;
            Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_key, buffer.AsSpan(0, length), whole);
            whole[..Size].CopyTo(seal);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public bool IsRight(
        ReadOnlySpan<byte> header, string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> seal)
    {
        Span<byte> right = stackalloc byte[Size];
        Write(header, topic, key, payload, right);
        return CryptographicOperations.FixedTimeEquals(right, seal);
    }
}
