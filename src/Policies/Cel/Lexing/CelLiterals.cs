using System.Globalization;
using System.Text;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Lexing;

/// <summary>What a literal token means.</summary>
internal static class CelLiterals
{
    /// <summary>The value of a number token, with a minus before it where <paramref name="isNegative"/>.</summary>
    public static bool TryNumber(CelTokenKind kind, ReadOnlySpan<char> text, bool isNegative, out CelValue value)
    {
        value = CelValue.Null;
        if (kind == CelTokenKind.Double)
        {
            var parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            value = CelValue.Of(isNegative ? -number : number);
            return parsed && double.IsFinite(number);
        }

        if (!TryMagnitude(kind == CelTokenKind.Uint ? text[..^1] : text, out var magnitude))
        {
            return false;
        }

        if (kind == CelTokenKind.Uint)
        {
            value = CelValue.Of(magnitude);
            return !isNegative;
        }

        if (isNegative)
        {
            value = CelValue.Of(unchecked(-(long)magnitude));
            return magnitude <= 1UL << 63;
        }

        value = CelValue.Of(unchecked((long)magnitude));
        return magnitude <= long.MaxValue;
    }

    /// <summary>The value of a string or bytes token; where it is wrong, why, and at which character of the token.</summary>
    public static bool TryText(CelTokenKind kind, ReadOnlySpan<char> token, out CelValue value, out int at, out string why)
    {
        at = 0;
        why = "";
        var prefix = token.IndexOfAny('"', '\'');
        var isRaw = token[..prefix].ContainsAny('r', 'R');
        var isBytes = kind == CelTokenKind.Bytes;
        var quotes = token.Length - prefix >= 6 && token[prefix + 1] == token[prefix] && token[prefix + 2] == token[prefix] ? 3 : 1;
        var body = token[(prefix + quotes)..^quotes];
        var text = new StringBuilder(body.Length);
        var bytes = isBytes ? new List<byte>(body.Length) : null;
        for (var i = 0; i < body.Length;)
        {
            at = prefix + quotes + i;
            int codePoint;
            var isByte = false;
            if (body[i] == '\\' && !isRaw)
            {
                if (!TryEscape(body[i..], isBytes, out codePoint, out var length, out isByte, out why))
                {
                    value = CelValue.Null;
                    return false;
                }

                i += length;
            }
            else if (Rune.DecodeFromUtf16(body[i..], out var rune, out var taken) == System.Buffers.OperationStatus.Done)
            {
                codePoint = rune.Value;
                i += taken;
            }
            else
            {
                why = "half of a surrogate pair stands alone";
                value = CelValue.Null;
                return false;
            }

            Append(text, bytes, codePoint, isByte);
        }

        value = bytes is null ? CelValue.Of(text.ToString()) : CelValue.Of(bytes.ToArray());
        return true;
    }

    private static bool TryMagnitude(ReadOnlySpan<char> text, out ulong magnitude) =>
        text.Length > 2 && (text[1] | 0x20) == 'x'
            ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out magnitude)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);

    private static void Append(StringBuilder text, List<byte>? bytes, int codePoint, bool isByte)
    {
        if (bytes is null)
        {
            text.Append(new Rune(codePoint).ToString());
        }
        else if (isByte)
        {
            bytes.Add((byte)codePoint);
        }
        else
        {
            Span<byte> utf8 = stackalloc byte[4];
            bytes.AddRange(utf8[..new Rune(codePoint).EncodeToUtf8(utf8)]);
        }
    }

    private static bool TryEscape(
        ReadOnlySpan<char> text, bool inBytes, out int codePoint, out int length, out bool isByte, out string why)
    {
        codePoint = 0;
        length = 2;
        isByte = false;
        why = "the text ends in a backslash";
        if (text.Length < 2)
        {
            return false;
        }

        codePoint = text[1] switch
        {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' or '?' or '"' or '\'' or '`' => text[1],
            _ => -1,
        };
        if (codePoint >= 0)
        {
            return true;
        }

        var (skip, digits, radix) = text[1] switch
        {
            'x' or 'X' => (2, 2, 16),
            'u' => (2, 4, 16),
            'U' => (2, 8, 16),
            >= '0' and <= '3' => (1, 3, 8),
            _ => (0, 0, 0),
        };
        if (digits == 0)
        {
            why = $"`\\{text[1]}` is no escape; write a backslash as \\\\ or use r\"…\"";
            return false;
        }

        length = skip + digits;
        if (text.Length < length || !TryDigits(text[skip..length], radix, out var value))
        {
            why = $"the escape \\{text[1]} wants {digits} {(radix == 8 ? "octal" : "hexadecimal")} digits";
            return false;
        }

        codePoint = unchecked((int)value);
        isByte = inBytes && text[1] is not ('u' or 'U');
        if (!isByte && !Rune.IsValid(codePoint))
        {
            why = $"U+{value:X4} is no character";
            return false;
        }

        if (inBytes && !isByte)
        {
            why = "bytes take \\x and octal escapes only";
            return false;
        }

        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> digits, int radix, out uint value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var one = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (one >= radix)
            {
                return false;
            }

            value = (value * (uint)radix) + (uint)one;
        }

        return true;
    }
}
