using System.Text.Json;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>
/// Objects of protobuf as JSON writes them, in either of two forms: plain, or with every field a list and every name of an
/// enumeration a pair of <c>"lit"</c> and the name.
/// </summary>
internal static class ConformanceJson
{
    /// <summary>The field under the first name that is there, without the list around it.</summary>
    public static JsonElement? Field(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var field))
            {
                return Single(field);
            }
        }

        return null;
    }

    /// <summary>A repeated field.</summary>
    public static IEnumerable<JsonElement> All(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field))
            {
                return field.ValueKind == JsonValueKind.Array ? field.EnumerateArray() : [field];
            }
        }

        return [];
    }

    /// <summary>The text of a field, a literal's name included.</summary>
    public static string Text(JsonElement element) => element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2
        ? element[1].ToString()
        : element.ToString();

    private static JsonElement Single(JsonElement field) =>
        field.ValueKind == JsonValueKind.Array && field.GetArrayLength() == 1 ? field[0] : field;
}
