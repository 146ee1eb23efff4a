using System.Text.Json;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>One published case as it is written.</summary>
internal sealed record ConformanceCase(string Section, JsonElement Json)
{
    private static readonly string[] KnownKeys =
    [
        "file", "section", "name", "description", "expr", "disable_check", "disableCheck", "check_only", "checkOnly", "container",
        "type_env", "typeEnv", "bindings", "expect", "value", "error", "eval_error", "evalError", "typed_result", "typedResult",
    ];

    public string Name => Json.TryGetProperty("name", out var name) ? name.ToString() : "";

    public string Expression => Json.TryGetProperty("expr", out var expression) ? expression.ToString() : "";

    /// <summary>Whether names in it are looked up among the messages that cel-spec publishes for its cases.</summary>
    public bool NeedsMessages =>
        Expression.Contains("google.protobuf.", StringComparison.Ordinal)
        || Expression.Contains("cel.expr.conformance.", StringComparison.Ordinal)
        || (Json.TryGetProperty("container", out var container)
            && container.ToString().StartsWith("cel.expr.conformance", StringComparison.Ordinal));

    public bool Flag(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Json.TryGetProperty(name, out var flag))
            {
                return flag.GetBoolean();
            }
        }

        return false;
    }

    /// <exception cref="UnsupportedCaseException">The case says something that would be passed over.</exception>
    public void RequireKnownKeys()
    {
        foreach (var property in Json.EnumerateObject())
        {
            if (!KnownKeys.Contains(property.Name))
            {
                throw new UnsupportedCaseException($"says `{property.Name}`, which is not known here");
            }
        }
    }
}
