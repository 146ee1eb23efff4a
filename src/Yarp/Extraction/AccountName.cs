using System.Text;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>One spelling for one account: trimmed, compatibility forms folded (NFKC), lower case, invisible characters gone.</summary>
internal static class AccountName
{
    /// <summary>A longer name is no name; most systems end at 254 (an e-mail address, RFC 5321).</summary>
    public const int Longest = 320;

    /// <summary>The canonical spelling, or empty where <paramref name="name"/> is none.</summary>
    public static string Canonical(string? name)
    {
        var trimmed = name.AsSpan().Trim();
        if (trimmed.Length is 0 or > Longest)
        {
            return "";
        }

        return Ascii.IsValid(trimmed) ? LowerAscii(name!, trimmed) : CanonicalUnicode(trimmed);
    }

    private static string LowerAscii(string name, ReadOnlySpan<char> trimmed)
    {
        var changes = trimmed.Length != name.Length || trimmed.ContainsAnyInRange('A', 'Z') || HasControl(trimmed);
        return changes ? WithoutInvisible(trimmed.ToString().ToLowerInvariant()) : name;
    }

    private static string CanonicalUnicode(ReadOnlySpan<char> trimmed)
    {
        var text = trimmed.ToString();
        try
        {
            text = text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no normal form, but still a name somebody tried.
        }

        return WithoutInvisible(FoldWidth(text).ToLowerInvariant()).Trim();
    }

    /// <summary>
    /// An application built for invariant globalization has no normalization data, and <c>Normalize</c> returns its input: the
    /// full-width forms, with which a name is most easily written twice, are therefore folded here in any case.
    /// </summary>
    private static string FoldWidth(string text) => text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') || text.Contains('\u3000')
        ? string.Create(text.Length, text, static (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                var c = source[i];
                folded[i] = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c == '\u3000' ? ' ' : c;
            }
        })
        : text;

    private static string WithoutInvisible(string text)
    {
        var builder = default(StringBuilder);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsInvisible(text[i]))
            {
                builder ??= new StringBuilder(text, 0, i, text.Length);
            }
            else
            {
                builder?.Append(text[i]);
            }
        }

        return builder?.ToString() ?? text;
    }

    private static bool HasControl(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F');

    private static bool IsInvisible(char c) =>
        char.IsControl(c) || c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or '\u2060' or '\uFEFF' or '\u00AD';
}
