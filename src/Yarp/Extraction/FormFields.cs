using System.Text;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Finds a field in <c>application/x-www-form-urlencoded</c> bytes.</summary>
internal static class FormFields
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The first of <paramref name="names"/> that the form has; names match whatever their case.</summary>
    public static BodyField Find(ReadOnlySpan<byte> form, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var field = Find(form, name);
            if (field != BodyField.Missing)
            {
                return field;
            }
        }

        return BodyField.Missing;
    }

    public static BodyField Find(ReadOnlySpan<byte> form, string name)
    {
        var found = BodyField.Missing;
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            if (!Decode(equals < 0 ? pair : pair[..equals], out var key))
            {
                return BodyField.Broken;
            }

            if (!string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!Decode(equals < 0 ? default : pair[(equals + 1)..], out var value)
                || (found.Value is not null && !string.Equals(found.Value, value, StringComparison.Ordinal)))
            {
                return BodyField.Broken;
            }

            found = new BodyField(value, Unreadable: false);
        }

        return found;
    }

    /// <summary>
    /// Whether a reader that forgives everything would find one of <paramref name="names"/> in bytes that are no form at all.
    /// </summary>
    public static bool Mentions(ReadOnlySpan<byte> bytes, ReadOnlySpan<string> names)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'&', (byte)';');
            var pair = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            if (equals <= 0 || !Decode(pair[..equals], out var key))
            {
                continue;
            }

            foreach (var name in names)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Decode(ReadOnlySpan<byte> encoded, out string text)
    {
        text = "";
        Span<byte> bytes = encoded.Length <= 512 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%')
            {
                if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit((char)encoded[i + 1]) || !char.IsAsciiHexDigit((char)encoded[i + 2]))
                {
                    return false;
                }

                bytes[length++] = (byte)((HexValue(encoded[i + 1]) << 4) | HexValue(encoded[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = encoded[i] == '+' ? (byte)' ' : encoded[i];
            }
        }

        try
        {
            text = Utf8.GetString(bytes[..length]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
