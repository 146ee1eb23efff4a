namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Text as an event may carry it: bounded, without control characters, without half a surrogate pair.</summary>
internal static class BoundedText
{
    public static string Clean(string? text, int limit)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        return text.Length <= limit && !HasUnwanted(text) ? text : Rewrite(text, limit);
    }

    private static bool HasUnwanted(string text)
    {
        // Nearly every text is plain ASCII, and that is looked through many characters at a time.
        var rest = text.AsSpan();
        var plain = rest.IndexOfAnyExceptInRange(' ', '~');
        foreach (var c in plain < 0 ? [] : rest[plain..])
        {
            if (IsUnwanted(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Rewrite(string text, int limit)
    {
        Span<char> kept = stackalloc char[limit];
        var length = 0;
        for (var i = 0; i < text.Length && length < limit; i++)
        {
            var c = text[i];
            if (IsUnwanted(c))
            {
                continue;
            }

            if (!char.IsSurrogate(c))
            {
                kept[length++] = c;
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                if (length + 2 > limit)
                {
                    break;
                }

                kept[length++] = c;
                kept[length++] = text[++i];
            }
        }

        return new string(kept[..length]);
    }

    /// <summary>Control characters, and the ones that reorder what an analyst reads (bidirectional overrides).</summary>
    private static bool IsUnwanted(char c) =>
        char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
