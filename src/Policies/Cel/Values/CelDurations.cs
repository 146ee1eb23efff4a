using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>
/// Durations: nanoseconds in 64 bits, about 292 years either way, as cel-spec's reference has them.
/// </summary>
internal static class CelDurations
{
    private const int LongestText = 64;

    /// <summary>Reads <c>1h45m47.5s</c>: numbers with the units <c>h m s ms us µs ns</c>, one sign before all, or <c>0</c>.</summary>
    public static bool TryParse(string text, out long nanos)
    {
        nanos = 0;
        var rest = text.AsSpan();
        if (rest.Length is 0 or > LongestText)
        {
            return false;
        }

        var isNegative = rest[0] == '-';
        rest = rest[0] is '-' or '+' ? rest[1..] : rest;
        if (rest is "0")
        {
            return true;
        }

        Int128 total = 0;
        do
        {
            if (!TryPart(ref rest, out var part))
            {
                return false;
            }

            total += part;
        }
        while (rest.Length > 0);

        total = isNegative ? -total : total;
        nanos = unchecked((long)total);
        return total == nanos;
    }

    /// <summary>Seconds with as many digits of fraction as are needed: <c>6347s</c>, <c>-0.5s</c>.</summary>
    public static string TextOf(long nanos)
    {
        var magnitude = (UInt128)Int128.Abs(nanos);
        var (seconds, rest) = UInt128.DivRem(magnitude, CelTimestamp.NanosPerSecond);
        var text = new StringBuilder(nanos < 0 ? "-" : "").Append(seconds.ToString(CultureInfo.InvariantCulture));
        if (rest != 0)
        {
            text.Append('.').Append(rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0'));
        }

        return text.Append('s').ToString();
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out Int128 nanos)
    {
        nanos = 0;
        var digits = 0;
        var fraction = -1;
        Int128 number = 0;
        while (rest.Length > 0 && (char.IsAsciiDigit(rest[0]) || (rest[0] == '.' && fraction < 0)))
        {
            if (rest[0] == '.')
            {
                fraction = 0;
            }
            else
            {
                // 38 digits fit; a text of this length has no more than that in any part that can be in range.
                if (++digits > 30)
                {
                    return false;
                }

                number = (number * 10) + (rest[0] - '0');
                fraction += fraction >= 0 ? 1 : 0;
            }

            rest = rest[1..];
        }

        if (digits == 0 || UnitOf(rest, out var length) is not (> 0 and var unit))
        {
            return false;
        }

        rest = rest[length..];
        if (number > Int128.MaxValue / unit)
        {
            return false;
        }

        nanos = number * unit;
        for (; fraction > 0; fraction--)
        {
            nanos /= 10;
        }

        return true;
    }

    private static long UnitOf(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        if (text.StartsWith("ns", StringComparison.Ordinal))
        {
            return 1;
        }

        if (text.StartsWith("us", StringComparison.Ordinal) || text.StartsWith("\u00B5s", StringComparison.Ordinal)
            || text.StartsWith("\u03BCs", StringComparison.Ordinal))
        {
            return 1_000;
        }

        if (text.StartsWith("ms", StringComparison.Ordinal))
        {
            return 1_000_000;
        }

        length = 1;
        return text.Length == 0 ? 0 : text[0] switch
        {
            's' => 1_000_000_000L,
            'm' => 60_000_000_000L,
            'h' => 3_600_000_000_000L,
            _ => 0,
        };
    }
}
