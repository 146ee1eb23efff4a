using System.Globalization;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>A range of addresses, <c>10.0.0.0/8</c> (RFC 4632, RFC 4291 2.3; cel-spec, the network extension).</summary>
/// <param name="Address">As written: bits below the prefix may be set.</param>
/// <param name="Prefix">How many leading bits the addresses share.</param>
internal sealed record CelCidr(CelIp Address, int Prefix)
{
    /// <summary>Reads <c>address/prefix</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CelCidr? range)
    {
        range = null;
        var slash = text.IndexOf('/');
        if (slash < 0 || !CelIp.TryParse(text[..slash], out var address))
        {
            return false;
        }

        var digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0')
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
        {
            return false;
        }

        // A mapped range such as ::ffff:a00:0/104 is the IPv4 range of its last 32 bits.
        if (!address!.IsV6 && text[..slash].Contains(':'))
        {
            prefix -= 96;
        }

        if (prefix < 0 || prefix > address.Width)
        {
            return false;
        }

        range = new CelCidr(address, prefix);
        return true;
    }

    public bool Contains(CelIp other) => other.IsV6 == Address.IsV6 && NetworkOf(other) == NetworkOf(Address);

    public bool Contains(CelCidr other) => other.Prefix >= Prefix && Contains(other.Address);

    /// <summary>The range with the bits below its prefix cleared.</summary>
    public CelCidr Masked() =>
        this with { Address = new CelIp(Prefix == 0 ? 0 : NetworkOf(Address) << (Address.Width - Prefix), Address.IsV6) };

    public override string ToString() => $"{Address}/{Prefix.ToString(CultureInfo.InvariantCulture)}";

    // A shift by the whole width of UInt128 would shift by nothing.
    private UInt128 NetworkOf(CelIp address) => Prefix == 0 ? 0 : address.Bits >> (address.Width - Prefix);
}
