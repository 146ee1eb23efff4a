using System.Buffers.Text;
using System.Text;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Pieces that every log format has.</summary>
internal static class LogText
{
    private const int LongestAddress = 45;

    public static bool TryAddress(ReadOnlySpan<byte> text, out ClientAddress address)
    {
        if (TryIPv4(text, out address))
        {
            return true;
        }

        Span<char> chars = stackalloc char[LongestAddress];
        if (text.Length is < 2 or > LongestAddress || !Ascii.IsValid(text) || !text.Contains((byte)':'))
        {
            return false;
        }

        Encoding.ASCII.GetChars(text, chars);
        return ClientAddress.TryParse(chars[..text.Length], out address);
    }

    /// <summary>Path of a request target: without query, without scheme and host where a proxy was asked.</summary>
    public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> target)
    {
        var query = target.IndexOfAny((byte)'?', (byte)'#');
        var path = query < 0 ? target : target[..query];
        var scheme = path.IndexOf("://"u8);
        if (scheme is > 0 and < 8)
        {
            var slash = path[(scheme + 3)..].IndexOf((byte)'/');
            return slash < 0 ? "/"u8 : path[(scheme + 3 + slash)..];
        }

        return path;
    }

    public static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number >= 0;

    private static bool TryIPv4(ReadOnlySpan<byte> text, out ClientAddress address)
    {
        address = default;
        uint value = 0;
        var octet = -1;
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (octet < 0 || ++dots > 3)
                {
                    return false;
                }

                value = (value << 8) | (uint)octet;
                octet = -1;
            }
            else if (c is >= (byte)'0' and <= (byte)'9')
            {
                octet = (octet < 0 ? 0 : octet * 10) + (c - '0');
                if (octet > 255)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        if (dots != 3 || octet < 0)
        {
            return false;
        }

        address = new ClientAddress(0, 0x0000_FFFF_0000_0000UL | (value << 8) | (uint)octet);
        return true;
    }
}
