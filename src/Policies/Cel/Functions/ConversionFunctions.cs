using System.Globalization;
using System.Text;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Conversions between the types, <c>type</c> and <c>dyn</c>.</summary>
internal static class ConversionFunctions
{
    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("int",
            To(CelType.Int, CelType.Int, static v => v),
            To(CelType.Int, CelType.Uint, static v => v.AsUint <= long.MaxValue ? CelValue.Of((long)v.AsUint) : CelErrors.Overflow),
            To(CelType.Int, CelType.Double, DoubleToInt),
            To(CelType.Int, CelType.String, TextToInt),
            To(CelType.Int, CelType.Timestamp, static v => CelValue.Of(v.AsTimestamp.Seconds))),
        CelFunction.Global("uint",
            To(CelType.Uint, CelType.Uint, static v => v),
            To(CelType.Uint, CelType.Int, static v => v.AsInt >= 0 ? CelValue.Of((ulong)v.AsInt) : CelErrors.Overflow),
            To(CelType.Uint, CelType.Double, DoubleToUint),
            To(CelType.Uint, CelType.String, TextToUint)),
        CelFunction.Global("double",
            To(CelType.Double, CelType.Double, static v => v),
            To(CelType.Double, CelType.Int, static v => CelValue.Of((double)v.AsInt)),
            To(CelType.Double, CelType.Uint, static v => CelValue.Of((double)v.AsUint)),
            To(CelType.Double, CelType.String, TextToDouble)),
        CelFunction.Global("string",
            ToText(CelType.String, static v => v.AsString),
            ToText(CelType.Bool, static v => v.IsTrue ? "true" : "false"),
            ToText(CelType.Int, static v => v.AsInt.ToString(CultureInfo.InvariantCulture)),
            ToText(CelType.Uint, static v => v.AsUint.ToString(CultureInfo.InvariantCulture)),
            ToText(CelType.Double, static v => DoubleText.Shortest(v.AsDouble, allowsExponent: true)),
            To(CelType.String, CelType.Bytes, BytesToText, Longer),
            ToText(CelType.Timestamp, static v => v.AsTimestamp.ToString()),
            ToText(CelType.Duration, static v => CelDurations.TextOf(v.AsDuration)),
            ToText(CelType.Ip, static v => v.AsIp.ToString()),
            ToText(CelType.Cidr, static v => v.AsCidr.ToString())),
        CelFunction.Global("bool",
            To(CelType.Bool, CelType.Bool, static v => v),
            To(CelType.Bool, CelType.String, TextToBool)),
        CelFunction.Global("bytes",
            To(CelType.Bytes, CelType.Bytes, static v => v, Longer),
            To(CelType.Bytes, CelType.String, static v => CelValue.Of(Encoding.UTF8.GetBytes(v.AsString)), Longer)),
        CelFunction.Global("type", new CelOverload(CelType.Type, CelType.Dyn)
        {
            One = static v => CelTypeNames.ValueOf(v.Kind),
            Shape = static _ => CelShape.Scalar,
        }),
        CelFunction.Global("dyn", new CelOverload(CelType.Dyn, CelType.Dyn)
        {
            One = static v => v,
            Shape = static s => s[0],
        }),
    ];

    private static CelOverload To(
        CelType result, CelType from, Func<CelValue, CelValue> convert, Func<IReadOnlyList<CelShape>, CelShape>? shape = null) =>
        new(result, from) { One = convert, Shape = shape ?? (static _ => CelShape.Scalar) };

    private static CelOverload ToText(CelType from, Func<CelValue, string> convert) =>
        To(CelType.String, from, value => CelValue.Of(convert(value)), Longer);

    /// <summary>Numbers and times have less than 64 characters; a character has up to three bytes.</summary>
    private static CelShape Longer(IReadOnlyList<CelShape> s) => CelShape.Text(Math.Max(64, 3 * s[0].Size));

    // The ends are excluded: the nearest double to the largest int is beyond it.
    private static CelValue DoubleToInt(CelValue value) => value.AsDouble is > -9223372036854775808.0 and < 9223372036854775808.0
        ? CelValue.Of((long)value.AsDouble)
        : CelErrors.Overflow;

    private static CelValue DoubleToUint(CelValue value) => value.AsDouble is >= 0 and < 18446744073709551616.0
        ? CelValue.Of((ulong)value.AsDouble)
        : CelErrors.Overflow;

    private static CelValue TextToInt(CelValue value) =>
        long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion;

    private static CelValue TextToUint(CelValue value) =>
        ulong.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion;

    private static CelValue TextToDouble(CelValue value) =>
        double.TryParse(value.AsString, Decimal, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion;

    private static CelValue TextToBool(CelValue value) => value.AsString switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
        _ => CelErrors.BadConversion,
    };

    private static CelValue BytesToText(CelValue value)
    {
        try
        {
            return CelValue.Of(StrictUtf8.GetString(value.AsBytes));
        }
        catch (DecoderFallbackException)
        {
            return CelErrors.BadConversion;
        }
    }
}
