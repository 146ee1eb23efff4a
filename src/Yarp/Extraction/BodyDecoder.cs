using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Undoes a body's compression. At most <see cref="BodyPeek.Limit"/> bytes go in and come out, so a bomb costs as much as any
/// other body. What decoders may read differently (a cut or damaged stream, several in a row, bytes behind the end) is refused.
/// </summary>
internal static class BodyDecoder
{
    /// <summary>Header and trailer, with nothing between them.</summary>
    private const int ShortestGzip = 18;
    private const int ZlibTrailer = 4;

    /// <summary>The plain bytes, or null where there are none to be had. The caller disposes of them.</summary>
    public static DecodedBody? Decode(ReadOnlySpan<byte> body, BodyCoding coding)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BodyPeek.Limit + 1);
        var decoded = new DecodedBody(buffer);
        var whole = coding == BodyCoding.Brotli ? Brotli(body, buffer, out var length) : Zlib(body, coding, buffer, out length);
        if (whole && length <= BodyPeek.Limit)
        {
            decoded.Length = length;
            return decoded;
        }

        decoded.Dispose();
        return null;
    }

    private static bool Brotli(ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        using var decoder = default(BrotliDecoder);
        return decoder.Decompress(body, plain, out var consumed, out length) == OperationStatus.Done && consumed == body.Length;
    }

    private static bool Zlib(ReadOnlySpan<byte> body, BodyCoding coding, byte[] plain, out int length)
    {
        length = 0;
        var rented = ArrayPool<byte>.Shared.Rent(body.Length);
        try
        {
            body.CopyTo(rented);
            using var source = new MemoryStream(rented, 0, body.Length, writable: false);
            using Stream stream = coding == BodyCoding.Gzip
                ? new GZipStream(source, CompressionMode.Decompress)
                : new ZLibStream(source, CompressionMode.Decompress);
            length = stream.ReadAtLeast(plain.AsSpan(0, BodyPeek.Limit + 1), BodyPeek.Limit + 1, throwOnEndOfStream: false);
            return coding == BodyCoding.Gzip ? EndsAsGzip(body, length) : EndsAsZlib(body, plain.AsSpan(0, length));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>The length at the end (RFC 1952, 2.3.1) is the last member's; where there was one member, it is all there is.</summary>
    private static bool EndsAsGzip(ReadOnlySpan<byte> body, int length) =>
        body.Length > ShortestGzip && BinaryPrimitives.ReadUInt32LittleEndian(body[^4..]) == (uint)length;

    /// <summary>Adler-32 of what came out stands at the very end (RFC 1950, 2.2).</summary>
    private static bool EndsAsZlib(ReadOnlySpan<byte> body, ReadOnlySpan<byte> plain)
    {
        const uint Modulus = 65_521;
        uint a = 1;
        uint b = 0;
        foreach (var one in plain)
        {
            a = (a + one) % Modulus;
            b = (b + a) % Modulus;
        }

        return body.Length > ZlibTrailer && BinaryPrimitives.ReadUInt32BigEndian(body[^4..]) == ((b << 16) | a);
    }
}
