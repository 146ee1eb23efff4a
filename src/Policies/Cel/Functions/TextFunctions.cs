using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Questions about text, and <c>size</c> (cel-spec, "List of Standard Definitions").</summary>
internal static class TextFunctions
{
    /// <summary>Steps that a character of a pattern adds: its states are made as texts first lead to them.</summary>
    private const double PatternStep = 10;

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("size", Sizes()),
        CelFunction.Member("size", Sizes()),
        CelFunction.Member("startsWith", Test(static (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        CelFunction.Member("endsWith", Test(static (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        CelFunction.Member("contains", Test(static (text, part) => text.Contains(part, StringComparison.Ordinal))),
        CelFunction.Global("matches", Matches()) with { TakesPattern = true },
        CelFunction.Member("matches", Matches()) with { TakesPattern = true },
    ];

    private static CelOverload[] Sizes() =>
    [
        Size(CelType.String, static v => CodePoints.Count(v.AsString)),
        Size(CelType.Bytes, static v => v.AsBytes.Length),
        Size(CelType.AnyList, static v => v.AsList.Length),
        Size(CelType.AnyMap, static v => v.AsMap.Count),
    ];

    private static CelOverload Size(CelType of, Func<CelValue, long> count) => new(CelType.Int, of)
    {
        One = value => CelValue.Of(count(value)),
        IsShallow = true,
        Shape = static _ => CelShape.Scalar,
    };

    private static CelOverload Test(Func<string, string, bool> test) => new(CelType.Bool, CelType.String, CelType.String)
    {
        Two = (text, part) => CelValue.Of(test(text.AsString, part.AsString)),
        Shape = static _ => CelShape.Scalar,
        // The vectorized search compares the part at each place where its ends fit.
        Work = static s => s[0].Size * s[1].Size * 0.01,
    };

    private static CelOverload Matches() => new(CelType.Bool, CelType.String, CelType.String)
    {
        Two = static (text, pattern) => RegexCache.Of(pattern.AsString) is { } regex
            ? CelValue.Of(regex.IsMatch(text.AsString))
            : CelErrors.BadPattern,
        Shape = static _ => CelShape.Scalar,
        Work = static s => s[0].Size + (s[1].Size * PatternStep),
    };
}
