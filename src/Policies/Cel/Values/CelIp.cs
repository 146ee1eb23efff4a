using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>
/// An address of IPv4 or IPv6 (cel-spec, the network extension). An IPv4 address that is mapped into IPv6 is that IPv4 address, so
/// no spelling of an address slips past a range.
/// </summary>
internal sealed class CelIp : IEquatable<CelIp>
{
    /// <summary>Longest spelling of an IPv6 address.</summary>
    private const int LongestText = 45;

    public CelIp(UInt128 bits, bool isV6)
    {
        Bits = bits;
        IsV6 = isV6;
    }

    /// <summary>The address, its first byte highest: 32 bits of IPv4, 128 of IPv6.</summary>
    public UInt128 Bits { get; }

    public bool IsV6 { get; }

    public int Width => IsV6 ? 128 : 32;

    public bool IsUnspecified => Bits == 0;

    public bool IsLoopback => IsV6 ? Bits == 1 : Bits >> 24 == 127;

    public bool IsMulticast => IsV6 ? Bits >> 120 == 0xFF : Bits >> 28 == 0xE;

    /// <summary>RFC 4291 2.7 (scope 2) and RFC 5771 (224.0.0.0/24).</summary>
    public bool IsLinkLocalMulticast => IsV6 ? (Bits >> 112 & 0xFF0F) == 0xFF02 : Bits >> 8 == 0xE00000;

    /// <summary>RFC 4291 2.5.6 (fe80::/10) and RFC 3927 (169.254.0.0/16).</summary>
    public bool IsLinkLocalUnicast => IsV6 ? Bits >> 118 == 0x3FA : Bits >> 16 == 0xA9FE;

    /// <summary>Neither of the special kinds above nor the broadcast address; private ranges count as global here.</summary>
    public bool IsGlobalUnicast =>
        !IsUnspecified && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast && (IsV6 || Bits != uint.MaxValue);

    /// <summary>Reads an address; no zone, no IPv4 in dotted form within IPv6, no IPv4 with fewer than four plain parts.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CelIp? address)
    {
        address = null;
        var isV6 = text.Contains(':');
        if (text.Length is 0 or > LongestText || text.ContainsAny('%', '[', '/') || (isV6 && text.Contains('.'))
            || (!isV6 && !IsPlainDotted(text)) || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out var length);
        if (parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            address = new CelIp(BinaryPrimitives.ReadUInt32BigEndian(bytes), isV6: false);
            return length == 4;
        }

        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        address = bits >> 32 == 0xFFFF ? new CelIp((uint)bits, isV6: false) : new CelIp(bits, isV6: true);
        return length == 16;
    }

    public bool Equals(CelIp? other) => other is not null && Bits == other.Bits && IsV6 == other.IsV6;

    public override bool Equals(object? obj) => Equals(obj as CelIp);

    public override int GetHashCode() => HashCode.Combine(Bits, IsV6);

    /// <summary>The canonical spelling: RFC 5952 for IPv6.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsV6 ? bytes : bytes[12..]).ToString();
    }

    // The framework also reads 127.1, 0x7f.0.0.1 and 010.0.0.1, which other readers take for other addresses.
    private static bool IsPlainDotted(ReadOnlySpan<char> text)
    {
        var dots = 0;
        var digits = 0;
        var first = '\0';
        foreach (var c in text)
        {
            if (c == '.')
            {
                dots++;
                digits = 0;
            }
            else if (!char.IsAsciiDigit(c) || ++digits > 3 || (digits > 1 && first == '0'))
            {
                return false;
            }
            else if (digits == 1)
            {
                first = c;
            }
        }

        return dots == 3;
    }
}
