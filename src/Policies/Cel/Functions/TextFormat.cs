using System.Globalization;
using System.Text;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary><c>"%d of %s".format([…])</c> (cel-spec, the strings extension).</summary>
internal static class TextFormat
{
    private const int DefaultPrecision = 6;

    public static CelValue Format(string format, CelValue[] arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            if (++i < format.Length && format[i] == '%')
            {
                text.Append('%');
                continue;
            }

            if (!TryPrecision(format, ref i, out var precision) || i >= format.Length)
            {
                return CelErrors.BadFormat;
            }

            if (next >= arguments.Length)
            {
                return CelErrors.OutOfRange;
            }

            if (!TryAppend(text, format[i], precision, arguments[next++]) || text.Length > CelLimits.TextLength)
            {
                return CelErrors.BadFormat;
            }
        }

        return CelValue.Of(text.ToString());
    }

    private static bool TryPrecision(string format, ref int i, out int precision)
    {
        precision = DefaultPrecision;
        if (i >= format.Length || format[i] != '.')
        {
            return true;
        }

        var start = ++i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
        {
            i++;
        }

        return int.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision)
            && precision <= DoubleText.MaxPrecision;
    }

    private static bool TryAppend(StringBuilder text, char clause, int precision, in CelValue value)
    {
        switch (clause)
        {
            case 's':
                return TryAppendPlain(text, value);
            case 'd' when value.Kind is CelKind.Int or CelKind.Uint:
                return TryAppendPlain(text, value);
            case 'd' when value.Kind == CelKind.Double:
                return TryAppendPlain(text, value);
            case 'f' when value.IsNumber:
                text.Append(DoubleText.Fixed(NumberOf(value), precision));
                return true;
            case 'e' when value.IsNumber:
                text.Append(DoubleText.Scientific(NumberOf(value), precision));
                return true;
            case 'b' when value.Kind == CelKind.Bool:
                text.Append(value.IsTrue ? '1' : '0');
                return true;
            case 'b':
                return TryAppendRadix(text, value, 1, isUpper: false);
            case 'o':
                return TryAppendRadix(text, value, 3, isUpper: false);
            case 'x' or 'X' when value.Kind is CelKind.String or CelKind.Bytes:
                var bytes = value.Kind == CelKind.Bytes ? value.AsBytes : Encoding.UTF8.GetBytes(value.AsString);
                text.Append(clause == 'x' ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes));
                return true;
            case 'x' or 'X':
                return TryAppendRadix(text, value, 4, isUpper: clause == 'X');
            default:
                return false;
        }
    }

    private static double NumberOf(in CelValue value) => value.Kind switch
    {
        CelKind.Int => value.AsInt,
        CelKind.Uint => value.AsUint,
        _ => value.AsDouble,
    };

    private static bool TryAppendRadix(StringBuilder text, in CelValue value, int bits, bool isUpper)
    {
        if (value.Kind is not (CelKind.Int or CelKind.Uint))
        {
            return false;
        }

        var isNegative = value.Kind == CelKind.Int && value.AsInt < 0;
        var magnitude = isNegative ? unchecked((ulong)-value.AsInt) : value.AsUint;
        text.Append(isNegative ? "-" : "");
        var digits = 1;
        while (digits * bits < 64 && magnitude >> (digits * bits) != 0)
        {
            digits++;
        }

        for (var digit = digits - 1; digit >= 0; digit--)
        {
            var one = (int)(magnitude >> (digit * bits)) & ((1 << bits) - 1);
            text.Append((isUpper ? "0123456789ABCDEF" : "0123456789abcdef")[one]);
        }

        return true;
    }

    private static bool TryAppendPlain(StringBuilder text, in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Int:
                text.Append(value.AsInt.ToString(CultureInfo.InvariantCulture));
                return true;
            case CelKind.Uint:
                text.Append(value.AsUint.ToString(CultureInfo.InvariantCulture));
                return true;
            case CelKind.Double:
                text.Append(DoubleText.Shortest(value.AsDouble, allowsExponent: false));
                return true;
            case CelKind.String or CelKind.Type:
                text.Append(value.AsText);
                return true;
            case CelKind.Bytes:
                text.Append(Encoding.UTF8.GetString(value.AsBytes));
                return true;
            case CelKind.Null or CelKind.Bool:
                text.Append(value.ToString());
                return true;
            case CelKind.Timestamp:
                text.Append(value.AsTimestamp.ToString());
                return true;
            case CelKind.Duration:
                text.Append(CelDurations.TextOf(value.AsDuration));
                return true;
            case CelKind.Ip:
                text.Append(value.AsIp.ToString());
                return true;
            case CelKind.Cidr:
                text.Append(value.AsCidr.ToString());
                return true;
            case CelKind.List:
                return TryAppendList(text, value.AsList);
            case CelKind.Map:
                return TryAppendMap(text, value.AsMap);
            default:
                return false;
        }
    }

    private static bool TryAppendList(StringBuilder text, CelValue[] list)
    {
        text.Append('[');
        for (var i = 0; i < list.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (!TryAppendPlain(text, list[i]) || text.Length > CelLimits.TextLength)
            {
                return false;
            }
        }

        text.Append(']');
        return true;
    }

    private static bool TryAppendMap(StringBuilder text, CelMap map)
    {
        var entries = new List<(string Key, CelValue Value)>(map.Count);
        foreach (var (key, value) in map.Entries)
        {
            var name = new StringBuilder();
            TryAppendPlain(name, key);
            entries.Add((name.ToString(), value));
        }

        entries.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Append('{');
        for (var i = 0; i < entries.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(entries[i].Key).Append(": ");
            if (!TryAppendPlain(text, entries[i].Value) || text.Length > CelLimits.TextLength)
            {
                return false;
            }
        }

        text.Append('}');
        return true;
    }
}
