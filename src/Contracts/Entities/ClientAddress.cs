using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Contracts.Entities;

/// <summary>
/// The client's network address in 128 bits, IPv4 as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2). The all-zero value means "unknown".
/// </summary>
public readonly record struct ClientAddress(ulong High, ulong Low)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>64:ff9b::/96, IPv4 through a translator (RFC 6052, 2.1).</summary>
    private const ulong TranslatedPrefix = 0x0064_FF9B_0000_0000;

    public bool IsNone => (High | Low) == 0;

    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>The surrounding network: /24 of IPv4, /48 of IPv6.</summary>
    public ClientAddress Network => IsNone
        ? default
        : IsIPv4 ? this with { Low = Low & 0xFFFF_FFFF_FFFF_FF00 } : new ClientAddress(High & 0xFFFF_FFFF_FFFF_0000, 0);

    /// <summary>
    /// What one customer of a network is given: the address of IPv4, the /64 of IPv6 (RFC 6177, RFC 7421), in which a client may
    /// take any of 2^64 addresses as it likes. Where many IPv4 addresses or none share the first 64 bits (the loopback address,
    /// translated IPv4 of RFC 6052) the address stays whole.
    /// </summary>
    public ClientAddress Subscriber => High is 0 or TranslatedPrefix ? this : new ClientAddress(High, 0);

    public static ClientAddress From(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes, out _);
            return new ClientAddress(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        address.TryWriteBytes(bytes, out _);
        return new ClientAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    public static bool TryParse(ReadOnlySpan<char> text, out ClientAddress address)
    {
        var parsed = IPAddress.TryParse(text, out var value);
        address = parsed ? From(value) : default;
        return parsed;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    public override string ToString() => IsNone ? "" : ToIPAddress().ToString();
}
