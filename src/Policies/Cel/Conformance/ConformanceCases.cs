using System.Text.Json;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>The cases of a file: a list of them, or an object with a list of sections, tests or cases.</summary>
internal static class ConformanceCases
{
    private static readonly string[] Lists = ["sections", "section", "tests", "test", "cases"];

    public static IEnumerable<ConformanceCase> Of(JsonElement root) => Of(root, "");

    private static IEnumerable<ConformanceCase> Of(JsonElement element, string section)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(e => Of(e, section));
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"a case or a list of cases is expected, not {element.ValueKind}");
        }

        if (element.TryGetProperty("expr", out _))
        {
            var own = element.TryGetProperty("section", out var named) ? named.ToString() : section;
            return [new ConformanceCase(own, element)];
        }

        var name = element.TryGetProperty("name", out var given) ? given.ToString() : section;
        var lists = Lists.Where(l => element.TryGetProperty(l, out var list) && list.ValueKind == JsonValueKind.Array).ToList();
        return lists.Count == 0
            ? throw new FormatException("an object without an expression and without cases")
            : lists.SelectMany(l => Of(element.GetProperty(l), name));
    }
}
