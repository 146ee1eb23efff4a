using System.Globalization;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

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
            ("block", 2) when call is { Target: CelIdentifier { Name: "cel" }, Arguments: [CelList, _] } =>
                new MacroForm(CelMacro.Block, 0, false),
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

    /// <summary>
    /// The name that a variable goes by within macros: its own, or what <c>cel.index(0)</c> and <c>cel.iterVar(0, 1)</c> stand for, which
    /// programs write that take apart what an expression computes twice. Null where it is no name.
    /// </summary>
    public static string? NameOf(CelExpression expression) => expression switch
    {
        CelIdentifier { IsRooted: false } identifier => identifier.Name,
        CelCall { Target: CelIdentifier { Name: "cel" }, Function: "index" } call => NumberedName("@index", call.Arguments, 1),
        CelCall { Target: CelIdentifier { Name: "cel" }, Function: "iterVar" or "accuVar" } call =>
            NumberedName("@" + call.Function, call.Arguments, 2),
        _ => null,
    };

    /// <summary>The name of the nth expression of a block.</summary>
    public static string IndexName(int n) => string.Create(CultureInfo.InvariantCulture, $"@index:{n}");

    private static string? NumberedName(string prefix, IReadOnlyList<CelExpression> numbers, int count)
    {
        if (numbers.Count != count)
        {
            return null;
        }

        foreach (var number in numbers)
        {
            if (number is not CelLiteral { Value: { Kind: CelKind.Int } value })
            {
                return null;
            }

            prefix = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{value.AsInt}");
        }

        return prefix;
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
