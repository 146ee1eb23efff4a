using System.Globalization;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>A block of addresses in CIDR notation (RFC 4632, RFC 4291 2.3); IPv4 as IPv4-mapped IPv6.</summary>
/// <param name="First">Its first address.</param>
/// <param name="Length">Bits of the prefix, 0 to 128; for IPv4 96 more than are written.</param>
internal readonly record struct AddressBlock(ClientAddress First, int Length)
{
    private const int MappedBits = 96;

    /// <summary>The block of <paramref name="length"/> bits around an address.</summary>
    public static AddressBlock Around(ClientAddress address, int length)
    {
        var high = length >= 64 ? ulong.MaxValue : length == 0 ? 0 : ulong.MaxValue << (64 - length);
        var low = length <= 64 ? 0 : ulong.MaxValue << (128 - length);
        return new AddressBlock(new ClientAddress(address.High & high, address.Low & low), length);
    }

    /// <summary>
    /// An address or a block, <c>203.0.113.0/24</c>. A block whose address has bits behind the prefix is refused: one of the two
    /// numbers is a mistake.
    /// </summary>
    public static bool TryParse(string text, out AddressBlock block)
    {
        block = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!ClientAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
        {
            return false;
        }

        var isMapped = address.IsIPv4 && !text.Contains(':', StringComparison.Ordinal);
        var most = isMapped ? 32 : 128;
        var length = most;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
            || length > most))
        {
            return false;
        }

        block = Around(address, isMapped ? length + MappedBits : length);
        return block.First == address && !address.IsNone;
    }
}
