using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Functions over text, and <c>size</c>.</summary>
internal static class TextFunctions
{
    private static readonly CelType[] Sized = [CelType.String, CelType.Bytes, CelType.AnyList, CelType.AnyMap];

    public static IEnumerable<CelFunction> All { get; } =
    [
        Size(isMember: false),
        Size(isMember: true),
        Test("startsWith", static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Test("endsWith", static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Test("contains", static (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Matches(isMember: true),
        Matches(isMember: false),
    ];

    private static CelFunction Size(bool isMember) => new()
    {
        Name = "size",
        IsMember = isMember,
        Overloads = [.. Sized.Select(t => new CelOverload(CelType.Int, t))],
        One = SizeOf,
    };

    private static CelFunction Test(string name, Func<string, string, bool> test) => new()
    {
        Name = name,
        IsMember = true,
        Overloads = [new CelOverload(CelType.Bool, CelType.String, CelType.String)],
        Two = (text, part) => text.Kind == CelKind.String && part.Kind == CelKind.String
            ? CelValue.Of(test(text.AsString, part.AsString))
            : CelErrors.NoSuchOverload,
    };

    // Compiled with its pattern (MatchesNode); with any other pattern there is nothing to call.
    private static CelFunction Matches(bool isMember) => new()
    {
        Name = "matches",
        IsMember = isMember,
        Overloads = [new CelOverload(CelType.Bool, CelType.String, CelType.String)],
        WantsLiteralPattern = true,
        Two = static (_, _) => CelErrors.NoSuchOverload,
    };

    private static CelValue SizeOf(CelValue value) => value.Kind switch
    {
        CelKind.String => CelValue.Of(CodePoints(value.AsString)),
        CelKind.Bytes => CelValue.Of((long)value.AsBytes.Length),
        CelKind.List => CelValue.Of((long)value.AsList.Length),
        CelKind.Map => CelValue.Of((long)value.AsMap.Count),
        _ => CelErrors.NoSuchOverload,
    };

    private static long CodePoints(string text)
    {
        long count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }
}
