using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>Values written as literals that read back as the same value.</summary>
internal static class CelValueText
{
    public static string Of(in CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.IsTrue ? "true" : "false",
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => OfDouble(value.AsDouble),
        CelKind.String => Quote(value.AsString),
        CelKind.Bytes => "b\"" + string.Concat(value.AsBytes.Select(b => $"\\x{b:x2}")) + "\"",
        CelKind.List => "[" + string.Join(", ", value.AsList.Select(v => Of(v))) + "]",
        CelKind.Map => "{" + string.Join(", ", value.AsMap.Entries.Select(e => $"{Of(e.Key)}: {Of(e.Value)}")) + "}",
        CelKind.Timestamp => $"timestamp(\"{value.AsTimestamp}\")",
        CelKind.Duration => $"duration(\"{CelDurations.TextOf(value.AsDuration)}\")",
        CelKind.Ip => $"ip(\"{value.AsIp}\")",
        CelKind.Cidr => $"cidr(\"{value.AsCidr}\")",
        CelKind.Optional => value.AsOptional.HasValue ? $"optional.of({Of(value.AsOptional.Value)})" : "optional.none()",
        CelKind.Type => value.AsText,
        _ => $"error: {value.AsText}",
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < 32 or 127 => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string OfDouble(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0"
            : $"double(\"{text}\")";
    }
}
