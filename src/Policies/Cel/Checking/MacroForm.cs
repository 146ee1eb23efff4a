using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>How a macro is written: its name, how many variables it names first and how many expressions follow.</summary>
/// <param name="Kind">Which macro.</param>
/// <param name="Variables">How many variables its first arguments name.</param>
/// <param name="HasFilter">Whether a condition precedes the last expression.</param>
internal readonly record struct MacroForm(CelMacro Kind, int Variables, bool HasFilter)
{
    /// <summary>The macro that <paramref name="call"/> is, or null where it is a call of a function.</summary>
    public static MacroForm? Of(CelCall call)
    {
        var count = call.Arguments.Count;
        if (call.Target is null)
        {
            return call is { Function: "has", Arguments.Count: 1 } ? new MacroForm(CelMacro.Has, 0, false) : null;
        }

        return (call.Function, count) switch
        {
            ("bind", 3) when call.Target is CelIdentifier { Name: "cel" } => new MacroForm(CelMacro.Bind, 1, false),
            ("all", 2 or 3) => new MacroForm(CelMacro.All, count - 1, false),
            ("exists", 2 or 3) => new MacroForm(CelMacro.Exists, count - 1, false),
            ("exists_one" or "existsOne", 2 or 3) => new MacroForm(CelMacro.ExistsOne, count - 1, false),
            ("filter", 2) => new MacroForm(CelMacro.Filter, 1, false),
            ("map", 2 or 3) => new MacroForm(CelMacro.Map, 1, count == 3),
            ("transformList", 3 or 4) => new MacroForm(CelMacro.TransformList, 2, count == 4),
            ("transformMap", 3 or 4) => new MacroForm(CelMacro.TransformMap, 2, count == 4),
            ("transformMapEntry", 3 or 4) => new MacroForm(CelMacro.TransformMapEntry, 2, count == 4),
            ("sortBy", 2) => new MacroForm(CelMacro.SortBy, 1, false),
            ("optMap", 2) => new MacroForm(CelMacro.OptMap, 1, false),
            ("optFlatMap", 2) => new MacroForm(CelMacro.OptFlatMap, 1, false),
            _ => null,
        };
    }

    /// <summary>How a macro of this name is written, for whom wrote it otherwise; null where there is none.</summary>
    public static string? UsageOf(string name) => name switch
    {
        "has" => "has(value.field)",
        "all" or "exists" or "exists_one" or "existsOne" or "filter" => $"list.{name}(x, condition on x)",
        "map" => "list.map(x, expression of x)",
        "transformList" or "transformMap" or "transformMapEntry" => $"value.{name}(key, value, expression)",
        "sortBy" => "list.sortBy(x, key of x)",
        "optMap" or "optFlatMap" => $"optional.{name}(x, expression of x)",
        "bind" => "cel.bind(x, value, expression of x)",
        _ => null,
    };
}
