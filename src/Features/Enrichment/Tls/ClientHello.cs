using System.Buffers.Binary;

namespace SecurityDecisioning.Features.Enrichment.Tls;

/// <summary>
/// A TLS ClientHello (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2) as it stands in its record: where its lists are, lengths checked.
/// </summary>
internal readonly ref struct ClientHello
{
    private const byte HandshakeRecord = 22;
    private const byte ClientHelloMessage = 1;
    private const int RandomLength = 32;
    private const int LongestSessionId = 32;

    private ClientHello(ushort version, ReadOnlySpan<byte> ciphers, ReadOnlySpan<byte> extensions)
    {
        Version = version;
        Ciphers = ciphers;
        Extensions = extensions;
    }

    /// <summary>The legacy version field.</summary>
    public ushort Version { get; }

    /// <summary>Cipher suites, two bytes each.</summary>
    public ReadOnlySpan<byte> Ciphers { get; }

    /// <summary>Extensions: type, length and content of each, in order.</summary>
    public ReadOnlySpan<byte> Extensions { get; }

    /// <summary>Reads a record; false where it holds no whole ClientHello.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, out ClientHello hello)
    {
        hello = default;
        if (record.Length < 9 || record[0] != HandshakeRecord || record[5] != ClientHelloMessage)
        {
            return false;
        }

        var inRecord = BinaryPrimitives.ReadUInt16BigEndian(record[3..]);
        var length = (record[6] << 16) | (record[7] << 8) | record[8];
        if (length + 4 > inRecord || length > record.Length - 9)
        {
            return false;
        }

        var rest = record.Slice(9, length);
        if (rest.Length < 2 + RandomLength)
        {
            return false;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[(2 + RandomLength)..];
        if (!TryTake(ref rest, 1, out var session) || session.Length > LongestSessionId
            || !TryTake(ref rest, 2, out var ciphers) || ciphers.Length % 2 != 0
            || !TryTake(ref rest, 1, out _))
        {
            return false;
        }

        // A hello without extensions simply ends here.
        ReadOnlySpan<byte> extensions = default;
        if (!rest.IsEmpty && (!TryTake(ref rest, 2, out extensions) || !rest.IsEmpty))
        {
            return false;
        }

        hello = new ClientHello(version, ciphers, extensions);
        return true;
    }

    /// <summary>Takes what follows a length of <paramref name="width"/> bytes.</summary>
    public static bool TryTake(scoped ref ReadOnlySpan<byte> rest, int width, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (rest.Length < width)
        {
            return false;
        }

        var length = width == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length > rest.Length - width)
        {
            return false;
        }

        taken = rest.Slice(width, length);
        rest = rest[(width + length)..];
        return true;
    }

    /// <summary>Values that clients invent so that servers stay tolerant (RFC 8701).</summary>
    public static bool IsGrease(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);
}
