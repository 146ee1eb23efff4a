using System.Text.Json;

namespace SecurityDecisioning.Policies.Tests.Cel.Conformance;

/// <summary>One published case: an expression, what its names are bound to, and the value or error it must give.</summary>
internal sealed record ConformanceCase(
    string File, string Section, string Name, string Expression, bool IsUnchecked, JsonElement? Bindings, JsonElement Expect)
{
    public static IEnumerable<ConformanceCase> Read(string path)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        foreach (var item in document.RootElement.EnumerateArray())
        {
            yield return new ConformanceCase(
                item.GetProperty("file").GetString()!,
                item.GetProperty("section").GetString()!,
                item.GetProperty("name").GetString()!,
                item.GetProperty("expr").GetString()!,
                item.TryGetProperty("disable_check", out var isUnchecked) && isUnchecked.GetBoolean(),
                item.TryGetProperty("bindings", out var bindings) ? bindings.Clone() : null,
                item.GetProperty("expect").Clone());
        }
    }
}
