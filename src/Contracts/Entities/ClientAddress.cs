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

    public bool IsNone => (High | Low) == 0;

    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>The surrounding network: /24 of IPv4, /48 of IPv6.</summary>
    public ClientAddress Network => IsNone
        ? default
        : IsIPv4 ? this with { Low = Low & 0xFFFF_FFFF_FFFF_FF00 } : new ClientAddress(High & 0xFFFF_FFFF_FFFF_0000, 0);

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
