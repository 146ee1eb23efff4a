using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityDecisioning.Features.Enrichment.Tls;

/// <summary>
/// The JA4 fingerprint of a TLS client over TCP, after FoxIO's description (technical_details/JA4.md; JA4 itself is under the
/// BSD 3-Clause licence). It tells the TLS library and its settings, not the person: all of one browser version share one.
/// </summary>
public static class Ja4
{
    /// <summary>Characters of a fingerprint, for example <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c>.</summary>
    public const int Length = 36;

    /// <summary>Longest record that is read: TLS allows 2^14 bytes of content (RFC 8446, 5.1), and its header.</summary>
    public const int MaxRecord = (1 << 14) + 5;

    private const int HashCharacters = 12;
    private const int CharactersPerValue = 5;

    /// <summary>Writes the fingerprint of the ClientHello in <paramref name="record"/>.</summary>
    /// <param name="record">The TLS record, its header included.</param>
    /// <param name="fingerprint">At least <see cref="Length"/> characters.</param>
    /// <returns>False where the record holds no whole ClientHello; nothing is written then.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> record, Span<char> fingerprint)
    {
        if (record.Length > MaxRecord || !ClientHello.TryRead(record, out var hello))
        {
            return false;
        }

        var values = ArrayPool<ushort>.Shared.Rent(Math.Max(hello.Ciphers.Length, hello.Extensions.Length) / 2 + 1);
        try
        {
            var facts = default(Ja4Extensions);
            if (!facts.TryRead(hello.Extensions, values, out var kept))
            {
                return false;
            }

            Hash(values.AsSpan(0, kept), facts.Algorithms, fingerprint[24..Length]);
            var ciphers = Keep(hello.Ciphers, values);
            Hash(values.AsSpan(0, ciphers), default, fingerprint[11..23]);
            fingerprint[0] = 't';
            Version(facts.Version == 0 ? hello.Version : facts.Version).CopyTo(fingerprint[1..]);
            fingerprint[3] = facts.HasName ? 'd' : 'i';
            TwoDigits(ciphers, fingerprint[4..]);
            TwoDigits(facts.Count, fingerprint[6..]);
            Protocol(facts.Protocol, fingerprint[8..]);
            fingerprint[10] = '_';
            fingerprint[23] = '_';
            return true;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(values);
        }
    }

    /// <summary>The same for bytes that came in pieces.</summary>
    public static bool TryWrite(in ReadOnlySequence<byte> record, Span<char> fingerprint)
    {
        if (record.IsSingleSegment)
        {
            return TryWrite(record.FirstSpan, fingerprint);
        }

        if (record.Length > MaxRecord)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)record.Length);
        try
        {
            record.CopyTo(buffer);
            return TryWrite(buffer.AsSpan(0, (int)record.Length), fingerprint);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The 64 bits that an event carries: the beginning of the SHA-256 of a fingerprint's ASCII; never 0.</summary>
    public static ulong HashOf(ReadOnlySpan<char> fingerprint)
    {
        Span<byte> ascii = stackalloc byte[Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = System.Text.Encoding.ASCII.GetBytes(fingerprint[..Math.Min(fingerprint.Length, Length)], ascii);
        SHA256.HashData(ascii[..length], hash);
        return Math.Max(BinaryPrimitives.ReadUInt64BigEndian(hash), 1);
    }

    /// <summary>Copies what is not GREASE and returns how many that are.</summary>
    internal static int Keep(ReadOnlySpan<byte> pairs, Span<ushort> values)
    {
        var count = 0;
        for (; pairs.Length >= 2; pairs = pairs[2..])
        {
            var value = BinaryPrimitives.ReadUInt16BigEndian(pairs);
            if (!ClientHello.IsGrease(value))
            {
                values[count++] = value;
            }
        }

        return count;
    }

    /// <summary>
    /// Hashes the sorted values, and after an underscore the signature algorithms as they came: hexadecimal with commas between.
    /// </summary>
    private static void Hash(Span<ushort> values, ReadOnlySpan<byte> algorithms, Span<char> hexadecimal)
    {
        if (values.IsEmpty && algorithms.IsEmpty)
        {
            hexadecimal[..HashCharacters].Fill('0');
            return;
        }

        values.Sort();
        var buffer = ArrayPool<byte>.Shared.Rent((values.Length + (algorithms.Length / 2) + 1) * CharactersPerValue);
        try
        {
            var length = 0;
            foreach (var value in values)
            {
                Append(buffer, ref length, value, length == 0 ? (byte)0 : (byte)',');
            }

            var separator = (byte)'_';
            for (; algorithms.Length >= 2; algorithms = algorithms[2..])
            {
                var value = BinaryPrimitives.ReadUInt16BigEndian(algorithms);
                if (!ClientHello.IsGrease(value))
                {
                    Append(buffer, ref length, value, separator);
                    separator = (byte)',';
                }
            }

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            Convert.TryToHexStringLower(hash[..(HashCharacters / 2)], hexadecimal, out _);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Append(byte[] buffer, ref int length, ushort value, byte separator)
    {
        if (separator != 0)
        {
            buffer[length++] = separator;
        }

        for (var shift = 12; shift >= 0; shift -= 4)
        {
            buffer[length++] = (byte)"0123456789abcdef"[(value >> shift) & 15];
        }
    }

    private static string Version(ushort version) => version switch
    {
        0x0304 => "13",
        0x0303 => "12",
        0x0302 => "11",
        0x0301 => "10",
        0x0300 => "s3",
        0x0002 => "s2",
        _ => "00",
    };

    private static void TwoDigits(int number, Span<char> text)
    {
        number = Math.Min(number, 99);
        text[0] = (char)('0' + (number / 10));
        text[1] = (char)('0' + (number % 10));
    }

    /// <summary>First and last character, or of the hexadecimal form where one of them is no ASCII letter or digit.</summary>
    private static void Protocol(ReadOnlySpan<byte> protocol, Span<char> text)
    {
        if (protocol.IsEmpty)
        {
            text[..2].Fill('0');
        }
        else if (char.IsAsciiLetterOrDigit((char)protocol[0]) && char.IsAsciiLetterOrDigit((char)protocol[^1]))
        {
            text[0] = (char)protocol[0];
            text[1] = (char)protocol[^1];
        }
        else
        {
            text[0] = "0123456789abcdef"[protocol[0] >> 4];
            text[1] = "0123456789abcdef"[protocol[^1] & 15];
        }
    }
}
