using System.Buffers;
using System.Text;

namespace SecurityDecisioning.Audit.Postgres;

/// <summary>
/// Text as PostgreSQL can hold it. It refuses the character NUL and what is not Unicode, and a request can carry both: one
/// such record must not keep all that follow it out.
/// </summary>
public static class PostgresText
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>The text with the replacement character (U+FFFD) for each character that cannot be kept.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            kept.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return kept.ToString();
    }
}
