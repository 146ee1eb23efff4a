using System.Buffers.Text;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The encoders extension: base64 (RFC 4648, section 4), read with and without its padding.</summary>
internal static class EncoderFunctions
{
    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("base64.encode", new CelOverload(CelType.String, CelType.Bytes)
        {
            One = static bytes => CelValue.Of(Convert.ToBase64String(bytes.AsBytes)),
            Shape = static s => CelShape.Text((2 * s[0].Size) + 4),
        }),
        CelFunction.Global("base64.decode", new CelOverload(CelType.Bytes, CelType.String)
        {
            One = static text => Decode(text.AsString),
        }),
    ];

    private static CelValue Decode(string text)
    {
        var padded = text.Length % 4 == 0 ? text : text.PadRight(text.Length + 4 - (text.Length % 4), '=');
        var bytes = new byte[padded.Length / 4 * 3];
        // The framework would pass over blanks.
        var isPlain = !padded.AsSpan().ContainsAny(" \t\r\n") && Base64.IsValid(padded);
        return isPlain && Convert.TryFromBase64String(padded, bytes, out var length)
            ? CelValue.Of(bytes[..length])
            : CelErrors.BadConversion;
    }
}
