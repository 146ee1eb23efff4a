using System.Globalization;
using System.Numerics;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>Doubles as text: the shortest that reads back as the same number, or rounded half to even to so many digits.</summary>
internal static class DoubleText
{
    /// <summary>Most digits after the point that may be asked for.</summary>
    public const int MaxPrecision = 100;

    /// <summary>Exponents from here on are written with an <c>e</c>, as the reference does.</summary>
    private const int LargeExponent = 21;
    private const int SmallExponent = -4;

    /// <summary>Shortest text: <c>123.456</c>, <c>1e+99</c>, <c>NaN</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="allowsExponent">Whether very large and very small numbers are written with an exponent.</param>
    public static string Shortest(double value, bool allowsExponent)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = DigitsOf(shortest);
        var exponent = ExponentOf(shortest);
        var sign = double.IsNegative(value) ? "-" : "";
        if (allowsExponent && (exponent < SmallExponent || exponent >= LargeExponent))
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
        {
            return sign + "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary><c>-ddd.ddd</c> with exactly <paramref name="precision"/> digits after the point.</summary>
    public static string Fixed(double value, int precision)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var digits = Scaled(value, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var sign = double.IsNegative(value) ? "-" : "";
        return precision == 0 ? sign + digits : $"{sign}{digits[..^precision]}.{digits[^precision..]}";
    }

    /// <summary><c>-d.ddde+dd</c> with exactly <paramref name="precision"/> digits after the point.</summary>
    public static string Scientific(double value, int precision)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var digits = Scaled(value, precision - exponent).ToString(CultureInfo.InvariantCulture);
        // The logarithm is off by one next to a power of ten, and rounding up can add a digit.
        while (value != 0 && digits.Length != precision + 1)
        {
            exponent += digits.Length > precision + 1 ? 1 : -1;
            digits = Scaled(value, precision - exponent).ToString(CultureInfo.InvariantCulture);
        }

        digits = digits.PadLeft(precision + 1, '0');
        var fraction = precision > 0 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{(double.IsNegative(value) ? "-" : "")}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Special(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>The magnitude of value × 10^scale, rounded half to even, computed without loss.</summary>
    private static BigInteger Scaled(double value, int scale)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var mantissa = new BigInteger((bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52));
        exponent = (exponent == 0 ? 1 : exponent) - 1075;
        var numerator = scale > 0 ? mantissa * BigInteger.Pow(10, scale) : mantissa;
        var denominator = scale < 0 ? BigInteger.Pow(10, -scale) : BigInteger.One;
        if (exponent > 0)
        {
            numerator <<= exponent;
        }
        else
        {
            denominator <<= -exponent;
        }

        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string DigitsOf(string shortest)
    {
        var end = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = end < 0 ? shortest : shortest[..end];
        var digits = string.Concat(mantissa.Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }

    /// <summary>The power of ten of the first digit that is not zero; 0 of zero.</summary>
    private static int ExponentOf(string shortest)
    {
        var text = shortest.AsSpan().TrimStart('-');
        var end = text.IndexOf('E');
        if (end >= 0)
        {
            return int.Parse(text[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var point = text.IndexOf('.') is >= 0 and var at ? at : text.Length;
        var first = text.IndexOfAnyInRange('1', '9');
        return first < 0 ? 0 : first < point ? point - first - 1 : point - first;
    }
}
