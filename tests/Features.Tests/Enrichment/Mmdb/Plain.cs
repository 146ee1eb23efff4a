using System.Text.Json;
using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Tests.Enrichment.Mmdb;

/// <summary>Values as text that can be compared: keys in order, numbers by value.</summary>
internal static class Plain
{
    public static string Of(MmdbValue? value) => value switch
    {
        null => "none",
        { Kind: MmdbKind.Text } => JsonSerializer.Serialize(value.Text),
        { Kind: MmdbKind.Map } => Map(value.Pairs.Select(p => (p.Key, Of(p.Value)))),
        { Kind: MmdbKind.Array } => $"[{string.Join(',', value.Items.Select(Of))}]",
        { Kind: MmdbKind.Boolean } => value.IsTrue ? "true" : "false",
        { Kind: MmdbKind.Bytes } => $"x{Convert.ToHexStringLower(value.Bytes.Span)}",
        { Kind: MmdbKind.Int32 } => Number(value.Whole),
        { Kind: MmdbKind.Double or MmdbKind.Float } => Number(value.Real),
        { Kind: MmdbKind.EndMarker or MmdbKind.CacheContainer } => "marker",
        _ => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Map(value.EnumerateObject().Select(p => (p.Name, Of(p.Value)))),
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Of))}]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        JsonValueKind.Number => Number(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "none",
    };

    public static string Of(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text),
        byte[] bytes => $"x{Convert.ToHexStringLower(bytes)}",
        (string, object)[] map => Map(map.Select(p => (p.Item1, Of(p.Item2)))),
        object[] array => $"[{string.Join(',', array.Select(Of))}]",
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        float number => Number(number),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()}"),
    };

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static string Map(IEnumerable<(string Key, string Value)> pairs) =>
        $"{{{string.Join(',', pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{JsonSerializer.Serialize(p.Key)}:{p.Value}"))}}}";
}
