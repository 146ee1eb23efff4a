using System.Text;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The strings extension: functions that find in text and make text of it. Positions count code points.</summary>
internal static class StringFunctions
{
    private static readonly CelType Text = CelType.String;

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Member("charAt", new CelOverload(Text, Text, CelType.Int)
        {
            Two = static (text, at) => CharAt(text.AsString, at.AsInt),
            Shape = static _ => CelShape.Text(2),
        }),
        CelFunction.Member("indexOf",
            Find(static (text, part) => IndexOf(text, part, 0)),
            FindFrom(IndexOf)),
        CelFunction.Member("lastIndexOf",
            Find(static (text, part) => LastIndexOf(text, part, CodePoints.Count(text))),
            FindFrom(LastIndexOf)),
        CelFunction.Member("lowerAscii", Map(static text => ChangeAscii(text, 'A', 'Z'))),
        CelFunction.Member("upperAscii", Map(static text => ChangeAscii(text, 'a', 'z'))),
        CelFunction.Member("trim", Map(static text => text.Trim())),
        CelFunction.Member("substring",
            new CelOverload(Text, Text, CelType.Int)
            {
                Two = static (text, from) => Substring(text.AsString, from.AsInt, CodePoints.Count(text.AsString)),
            },
            new CelOverload(Text, Text, CelType.Int, CelType.Int)
            {
                Many = static a => Substring(a[0].AsString, a[1].AsInt, a[2].AsInt),
            }),
        CelFunction.Member("replace",
            new CelOverload(Text, Text, Text, Text)
            {
                Many = static a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, -1),
                Shape = ReplaceShape,
            },
            new CelOverload(Text, Text, Text, Text, CelType.Int)
            {
                Many = static a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt),
                Shape = ReplaceShape,
            }),
        CelFunction.Global("strings.quote", new CelOverload(Text, Text)
        {
            One = static text => CelValue.Of(Quote(text.AsString)),
            Shape = static s => CelShape.Text((2 * s[0].Size) + 2),
        }),
        CelFunction.Member("format", new CelOverload(Text, Text, CelType.AnyList)
        {
            Two = static (text, arguments) => TextFormat.Format(text.AsString, arguments.AsList),
            // Two characters of a clause can become a number with a fraction of the longest precision.
            Shape = static s => CelShape.Text((s[0].Size * (310 + DoubleText.MaxPrecision) / 2) + (s[1].Weight * 64)),
            // Numbers are rounded without loss, on integers of any size.
            Work = static s => s[0].Size * 60,
        }),
    ];

    private static CelOverload Map(Func<string, string> change) => new(Text, Text)
    {
        One = text => CelValue.Of(change(text.AsString)),
    };

    private static CelOverload Find(Func<string, string, CelValue> find) => new(CelType.Int, Text, Text)
    {
        Two = (text, part) => find(text.AsString, part.AsString),
        Shape = static _ => CelShape.Scalar,
        Work = static s => s[0].Size * s[1].Size * 0.01,
    };

    private static CelOverload FindFrom(Func<string, string, long, CelValue> find) => new(CelType.Int, Text, Text, CelType.Int)
    {
        Many = a => find(a[0].AsString, a[1].AsString, a[2].AsInt),
        Shape = static _ => CelShape.Scalar,
        Work = static s => s[0].Size * s[1].Size * 0.01,
    };

    private static CelShape ReplaceShape(IReadOnlyList<CelShape> s) => CelShape.Text((s[0].Size + 1) * (s[2].Size + 1));

    private static CelValue CharAt(string text, long position)
    {
        var at = CodePoints.IndexOf(text, position);
        return at < 0 ? CelErrors.OutOfRange
            : at == text.Length ? CelValue.Of("")
            : CelValue.Of(text.Substring(at, CodePoints.LengthAt(text, at)));
    }

    private static CelValue IndexOf(string text, string part, long from)
    {
        var start = CodePoints.IndexOf(text, from);
        if (start < 0)
        {
            return CelErrors.OutOfRange;
        }

        var at = text.IndexOf(part, start, StringComparison.Ordinal);
        return CelValue.Of(at < 0 ? -1L : CodePoints.Count(text.AsSpan(0, at)));
    }

    private static CelValue LastIndexOf(string text, string part, long from)
    {
        var start = CodePoints.IndexOf(text, from);
        if (start < 0)
        {
            return CelErrors.OutOfRange;
        }

        var end = Math.Min(text.Length, start + part.Length);
        var at = text.AsSpan(0, end).LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.Of(at < 0 ? -1L : CodePoints.Count(text.AsSpan(0, at)));
    }

    private static CelValue Substring(string text, long from, long to)
    {
        var start = CodePoints.IndexOf(text, from);
        var end = CodePoints.IndexOf(text, to);
        return start < 0 || end < start ? CelErrors.OutOfRange : CelValue.Of(text[start..end]);
    }

    /// <summary>The letters from <paramref name="first"/> to <paramref name="last"/> in the other case, all else as it is.</summary>
    private static string ChangeAscii(string text, char first, char last)
    {
        return string.Create(text.Length, (text, first, last), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var c = from.text[i];
                to[i] = c >= from.first && c <= from.last ? (char)(c ^ 0x20) : c;
            }
        });
    }

    private static CelValue Replace(string text, string part, string with, long times)
    {
        var result = new StringBuilder();
        var at = 0;
        while (times != 0)
        {
            // Nothing is found before each code point and at the end.
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(with);
            at = found + part.Length;
            times--;
            if (part.Length == 0)
            {
                if (at == text.Length)
                {
                    break;
                }

                var length = CodePoints.LengthAt(text, at);
                result.Append(text, at, length);
                at += length;
            }

            if (result.Length > CelLimits.TextLength)
            {
                return CelErrors.TooLarge;
            }
        }

        return CelValue.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\t' => quoted.Append("\\t"),
                '\n' => quoted.Append("\\n"),
                '\v' => quoted.Append("\\v"),
                '\f' => quoted.Append("\\f"),
                '\r' => quoted.Append("\\r"),
                '"' or '\\' => quoted.Append('\\').Append(c),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
