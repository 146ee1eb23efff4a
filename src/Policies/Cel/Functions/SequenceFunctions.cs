using System.Text;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Text taken apart into lists and put together from them, and <c>reverse</c> of both (strings and lists extensions).</summary>
internal static class SequenceFunctions
{
    private static readonly CelType Text = CelType.String;
    private static readonly CelType Texts = CelType.ListOf(CelType.String);

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Member("join",
            new CelOverload(Text, Texts)
            {
                One = static list => Join(list.AsList, ""),
                Shape = static s => CelShape.Text(s[0].Size * (s[0].Element?.Size ?? 1)),
            },
            new CelOverload(Text, Texts, Text)
            {
                Two = static (list, between) => Join(list.AsList, between.AsString),
                Shape = static s => CelShape.Text(s[0].Size * ((s[0].Element?.Size ?? 1) + s[1].Size)),
            }),
        CelFunction.Member("split",
            new CelOverload(Texts, Text, Text)
            {
                Two = static (text, at) => Split(text.AsString, at.AsString, -1),
                Shape = SplitShape,
            },
            new CelOverload(Texts, Text, Text, CelType.Int)
            {
                Many = static a => Split(a[0].AsString, a[1].AsString, a[2].AsInt),
                Shape = SplitShape,
            }),
        CelFunction.Member("reverse",
            new CelOverload(Text, Text)
            {
                One = static text => CelValue.Of(Reverse(text.AsString)),
            },
            new CelOverload(CelType.ListOf(CelType.Parameter), CelType.ListOf(CelType.Parameter))
            {
                One = static list => CelValue.Of([.. list.AsList.AsEnumerable().Reverse()]),
                Shape = static s => s[0],
            }),
    ];

    private static CelShape SplitShape(IReadOnlyList<CelShape> s) => CelShape.ListOf(s[0].Size + 1, CelShape.Text(s[0].Size));

    private static CelValue Join(CelValue[] list, string between)
    {
        var text = new StringBuilder();
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i].Kind != CelKind.String)
            {
                return CelErrors.NoSuchOverload;
            }

            text.Append(i == 0 ? "" : between).Append(list[i].AsString);
            if (text.Length > CelLimits.TextLength)
            {
                return CelErrors.TooLarge;
            }
        }

        return CelValue.Of(text.ToString());
    }

    /// <summary>At most <paramref name="limit"/> parts, the last one with all the rest; below zero, all.</summary>
    private static CelValue Split(string text, string at, long limit)
    {
        if (limit == 0)
        {
            return CelValue.Of(Array.Empty<CelValue>());
        }

        var parts = new List<CelValue>();
        var start = 0;
        while (limit < 0 || parts.Count < limit - 1)
        {
            // Between nothing, each code point is a part.
            var end = at.Length > 0 ? text.IndexOf(at, start, StringComparison.Ordinal)
                : start < text.Length ? start + CodePoints.LengthAt(text, start) : -1;
            if (end < 0 || (at.Length == 0 && end == text.Length))
            {
                break;
            }

            if (parts.Count >= CelLimits.ListLength)
            {
                return CelErrors.TooLarge;
            }

            parts.Add(CelValue.Of(text[start..end]));
            start = end + at.Length;
        }

        if (at.Length > 0 || start < text.Length)
        {
            parts.Add(CelValue.Of(text[start..]));
        }

        return CelValue.Of(parts.ToArray());
    }

    private static string Reverse(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        var end = to.Length;
        for (var at = 0; at < from.Length;)
        {
            var length = CodePoints.LengthAt(from, at);
            from.AsSpan(at, length).CopyTo(to[(end - length)..]);
            at += length;
            end -= length;
        }
    });
}
