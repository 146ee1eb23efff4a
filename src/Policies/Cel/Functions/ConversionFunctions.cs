using System.Globalization;
using System.Text;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Conversions between the types, <c>type</c> and <c>dyn</c>.</summary>
internal static class ConversionFunctions
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<CelFunction> All { get; } =
    [
        To("int", CelType.Int, ToInt, CelType.Int, CelType.Uint, CelType.Double, CelType.String),
        To("uint", CelType.Uint, ToUint, CelType.Uint, CelType.Int, CelType.Double, CelType.String),
        To("double", CelType.Double, ToDouble, CelType.Double, CelType.Int, CelType.Uint, CelType.String),
        To("string", CelType.String, ToText,
            CelType.String, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.Bytes),
        To("bool", CelType.Bool, ToBool, CelType.Bool, CelType.String),
        To("bytes", CelType.Bytes, ToBytes, CelType.Bytes, CelType.String),
        To("type", CelType.Type, TypeOf, CelType.Dyn),
        To("dyn", CelType.Dyn, static value => value, CelType.Dyn),
    ];

    private static CelFunction To(string name, CelType result, Func<CelValue, CelValue> convert, params CelType[] from) => new()
    {
        Name = name,
        IsMember = false,
        Overloads = [.. from.Select(t => new CelOverload(result, t))],
        One = convert,
    };

    private static CelValue ToInt(CelValue value) => value.Kind switch
    {
        CelKind.Int => value,
        CelKind.Uint => value.AsUint <= long.MaxValue ? CelValue.Of((long)value.AsUint) : CelErrors.Overflow,
        // The ends are excluded: the nearest double to the largest int is beyond it.
        CelKind.Double => value.AsDouble is > -9223372036854775808.0 and < 9223372036854775808.0
            ? CelValue.Of((long)value.AsDouble)
            : CelErrors.Overflow,
        CelKind.String => long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion,
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue ToUint(CelValue value) => value.Kind switch
    {
        CelKind.Uint => value,
        CelKind.Int => value.AsInt >= 0 ? CelValue.Of((ulong)value.AsInt) : CelErrors.Overflow,
        CelKind.Double => value.AsDouble is >= 0 and < 18446744073709551616.0
            ? CelValue.Of((ulong)value.AsDouble)
            : CelErrors.Overflow,
        CelKind.String => ulong.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion,
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue ToDouble(CelValue value) => value.Kind switch
    {
        CelKind.Double => value,
        CelKind.Int => CelValue.Of((double)value.AsInt),
        CelKind.Uint => CelValue.Of((double)value.AsUint),
        CelKind.String => double.TryParse(value.AsString, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? CelValue.Of(number)
            : CelErrors.BadConversion,
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue ToText(CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.String:
                return value;
            case CelKind.Bool or CelKind.Int:
                return CelValue.Of(value.ToString());
            case CelKind.Uint:
                return CelValue.Of(value.AsUint.ToString(CultureInfo.InvariantCulture));
            case CelKind.Double:
                return CelValue.Of(value.AsDouble.ToString("R", CultureInfo.InvariantCulture));
            case CelKind.Bytes:
                try
                {
                    return CelValue.Of(StrictUtf8.GetString(value.AsBytes));
                }
                catch (DecoderFallbackException)
                {
                    return CelErrors.BadConversion;
                }

            default:
                return CelErrors.NoSuchOverload;
        }
    }

    private static CelValue ToBool(CelValue value) => value.Kind switch
    {
        CelKind.Bool => value,
        CelKind.String => value.AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
            _ => CelErrors.BadConversion,
        },
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue ToBytes(CelValue value) => value.Kind switch
    {
        CelKind.Bytes => value,
        CelKind.String => CelValue.Of(Encoding.UTF8.GetBytes(value.AsString)),
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue TypeOf(CelValue value) => value.Kind == CelKind.Error ? value : CelValue.OfType(value.Kind switch
    {
        CelKind.Null => "null_type",
        var kind => kind.ToString().ToLowerInvariant(),
    });
}
