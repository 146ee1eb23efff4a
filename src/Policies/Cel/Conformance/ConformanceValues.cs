using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>Values as the cases write them: <c>{"int": "1"}</c>, or as protobuf's JSON does: <c>{"int64Value": "1"}</c>.</summary>
internal static class ConformanceValues
{
    public static CelValue Read(JsonElement element)
    {
        var property = element.EnumerateObject().Single();
        var value = property.Value;
        return KindOf(property.Name) switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Of(value.ValueKind == JsonValueKind.String ? bool.Parse(value.GetString()!) : value.GetBoolean()),
            "int" or "int64" => CelValue.Of(long.Parse(value.ToString(), CultureInfo.InvariantCulture)),
            "uint" or "uint64" => CelValue.Of(ulong.Parse(value.ToString(), CultureInfo.InvariantCulture)),
            "double" => CelValue.Of(ReadDouble(value.ToString())),
            "string" => CelValue.Of(value.GetString()!),
            "bytes" or "bytes_b64" => CelValue.Of(value.GetBytesFromBase64()),
            "list" => CelValue.Of([.. Items(value, "values").Select(Read)]),
            "map" => ReadMap(value),
            "type" => CelValue.OfType(value.GetString()!),
            "timestamp" => ReadTimestamp(value.ToString()),
            "duration" => ReadDuration(value.ToString()),
            "optional" => value.ValueKind == JsonValueKind.Null ? CelOptional.None : CelOptional.Of(Read(value)),
            "object" or "message" => ReadMessage(value),
            _ => throw new UnsupportedCaseException($"holds a value of kind `{property.Name}`"),
        };
    }

    /// <summary>Same kind and equal; equality of the language would take 1 for 1.0, and would not take NaN for itself.</summary>
    public static bool AreSame(in CelValue a, in CelValue b) => a.Kind == b.Kind && a.Kind switch
    {
        CelKind.List => a.AsList.Length == b.AsList.Length && a.AsList.Zip(b.AsList).All(p => AreSame(p.First, p.Second)),
        CelKind.Map => AreSame(a.AsMap, b.AsMap),
        CelKind.Double when double.IsNaN(a.AsDouble) => double.IsNaN(b.AsDouble),
        _ => CelEquality.AreEqual(a, b),
    };

    private static bool AreSame(CelMap a, CelMap b) =>
        a.Count == b.Count && a.Entries.All(e => b.Entries.Any(o => AreSame(e.Key, o.Key) && AreSame(e.Value, o.Value)));

    private static string KindOf(string name) =>
        name.EndsWith("_value", StringComparison.Ordinal) ? name[..^6]
        : name.EndsWith("Value", StringComparison.Ordinal) ? name[..^5]
        : name;

    private static double ReadDouble(string text) => text.ToUpperInvariant() switch
    {
        "INF" or "INFINITY" or "+INF" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<JsonElement> Items(JsonElement value, params ReadOnlySpan<string> names) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : ConformanceJson.All(value, names);

    private static CelValue ReadMap(JsonElement entries)
    {
        var map = new CelMap();
        foreach (var entry in Items(entries, "entries"))
        {
            var (key, value) = entry.ValueKind == JsonValueKind.Array
                ? (entry[0], entry[1])
                : (entry.GetProperty("key"), entry.GetProperty("value"));
            map.TryAdd(Read(key), Read(value));
        }

        return CelValue.Of(map);
    }

    private static CelValue ReadTimestamp(string text) => CelTimestamp.TryParse(text, out var time)
        ? CelValue.Of(time)
        : throw new UnsupportedCaseException($"holds a timestamp `{text}` that cannot be read");

    private static CelValue ReadDuration(string text) => CelDurations.TryParse(text, out var nanos)
        ? CelValue.OfDuration(nanos)
        : throw new UnsupportedCaseException($"holds a duration `{text}` that cannot be read");

    private static CelValue ReadMessage(JsonElement message)
    {
        var type = ConformanceJson.Field(message, "@type", "type_url", "type") is { } named ? ConformanceJson.Text(named) : "";
        var value = ConformanceJson.Field(message, "value");
        return (type[(type.LastIndexOf('/') + 1)..], value) switch
        {
            ("google.protobuf.Timestamp", { } time) => ReadTimestamp(time.ToString()),
            ("google.protobuf.Duration", { } duration) => ReadDuration(duration.ToString()),
            _ => throw new UnsupportedCaseException($"holds a protobuf message {type}"),
        };
    }
}
