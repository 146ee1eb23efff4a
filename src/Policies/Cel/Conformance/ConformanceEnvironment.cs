using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Conformance;

/// <summary>What the names of a case mean: its declarations and bindings.</summary>
internal static class ConformanceEnvironment
{
    /// <summary>The cases are not bound to a request's budget, but none of them needs more than this.</summary>
    private const double CostLimit = 1e8;

    public static CelEnvironment Of(JsonElement one)
    {
        var environment = new CelEnvironment
        {
            Container = one.TryGetProperty("container", out var container) ? container.ToString() : "",
            AllowsDynamicPatterns = true,
            CostLimit = CostLimit,
        };
        var bindings = one.TryGetProperty("bindings", out var bound)
            ? bound.EnumerateObject().ToDictionary(b => b.Name, b => ReadBinding(b.Value))
            : [];
        foreach (var declaration in ConformanceJson.All(one, "type_env", "typeEnv"))
        {
            var name = ConformanceJson.Text(ConformanceJson.Field(declaration, "name") ?? default);
            if (ConformanceJson.Field(declaration, "ident") is not { } identifier)
            {
                throw new UnsupportedCaseException($"declares `{name}`, which is no variable");
            }

            var type = ConformanceTypes.Read(ConformanceJson.Field(identifier, "type") ?? default);
            var value = bindings.Remove(name, out var given) ? given : CelValue.Error($"`{name}` has no value");
            environment.Add(new CelVariable(name, type, new ConstantNode(value)));
        }

        foreach (var (name, value) in bindings)
        {
            environment.Add(new CelVariable(name, CelType.Dyn, new ConstantNode(value)));
        }

        return environment;
    }

    // Protobuf's JSON has {"value": {…}} around it.
    private static CelValue ReadBinding(JsonElement binding) =>
        ConformanceValues.Read(ConformanceJson.Field(binding, "value") is { ValueKind: JsonValueKind.Object } value ? value : binding);
}
