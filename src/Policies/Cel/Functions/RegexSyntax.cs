using System.Text;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// RE2's syntax written in .NET's, where the same text means different things: <c>$</c> is the very end of the text (not also the
/// place before a last line break), <c>\d \w \s</c> are of ASCII, a group's name follows <c>(?P</c>.
/// </summary>
internal static class RegexSyntax
{
    private const string Digits = "0-9";
    private const string WordCharacters = "0-9A-Za-z_";
    private const string Blanks = @"\t\n\f\r ";

    public static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        var isMultiline = IsMultiline(pattern);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 2 < pattern.Length && pattern[i + 1] is 'p' or 'P' && char.IsAsciiLetter(pattern[i + 2]))
            {
                // One letter may go without braces.
                text.Append(c).Append(pattern[i + 1]).Append('{').Append(pattern[i + 2]).Append('}');
                i += 2;
            }
            else if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(Escape(pattern[++i], inClass));
            }
            else if (inClass && c == '[')
            {
                // In .NET a bracket in a class could subtract another class.
                i = CopyNamedClass(pattern, i, text);
            }
            else if (inClass)
            {
                inClass = c != ']';
                text.Append(c);
            }
            else if (c == '[')
            {
                inClass = true;
                text.Append(c);
                // The first of a class stands for itself, a bracket too.
                i = CopyStartOfClass(pattern, i, text);
            }
            else if (c == '$' && !isMultiline)
            {
                text.Append(@"\z");
            }
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<"))
            {
                text.Append("(?<");
                i += 3;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static int CopyStartOfClass(string pattern, int i, StringBuilder text)
    {
        if (i + 1 < pattern.Length && pattern[i + 1] == '^')
        {
            text.Append(pattern[++i]);
        }

        if (i + 1 < pattern.Length && pattern[i + 1] == ']')
        {
            text.Append('\\').Append(pattern[++i]);
        }

        return i;
    }

    /// <summary>Writes <c>[:alpha:]</c> as .NET does, or the bracket as itself.</summary>
    private static int CopyNamedClass(string pattern, int i, StringBuilder text)
    {
        var rest = pattern.AsSpan(i);
        var end = rest.IndexOf(":]");
        var members = end < 0 ? "" : rest[..end] switch
        {
            "[:alpha" => "A-Za-z",
            "[:digit" => Digits,
            "[:alnum" => "0-9A-Za-z",
            "[:upper" => "A-Z",
            "[:lower" => "a-z",
            "[:word" => WordCharacters,
            "[:xdigit" => "0-9A-Fa-f",
            "[:space" => Blanks + @"\v",
            _ => "",
        };
        text.Append(members.Length > 0 ? members : @"\[");
        return members.Length > 0 ? i + end + 1 : i;
    }

    private static string Escape(char c, bool inClass) => (c, inClass) switch
    {
        ('d', false) => $"[{Digits}]",
        ('w', false) => $"[{WordCharacters}]",
        ('s', false) => $"[{Blanks}]",
        ('D', false) => $"[^{Digits}]",
        ('W', false) => $"[^{WordCharacters}]",
        ('S', false) => $"[^{Blanks}]",
        ('d', true) => Digits,
        ('w', true) => WordCharacters,
        ('s', true) => Blanks,
        _ => "\\" + c,
    };

    /// <summary>Whether a group switches to lines, where <c>$</c> means what it does in .NET.</summary>
    private static bool IsMultiline(string pattern)
    {
        var rest = pattern.AsSpan();
        while (rest.IndexOf("(?") is >= 0 and var at)
        {
            rest = rest[(at + 2)..];
            var flags = rest;
            var length = flags.IndexOfAnyExceptInRange('a', 'z');
            if (length > 0 && flags[..length].Contains('m') && flags[length] is ')' or ':' or '-')
            {
                return true;
            }
        }

        return false;
    }
}
