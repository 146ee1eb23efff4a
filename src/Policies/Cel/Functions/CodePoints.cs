namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Positions in text as cel-spec counts them, by code point, and as .NET does, by half of a surrogate pair.</summary>
internal static class CodePoints
{
    public static long Count(ReadOnlySpan<char> text)
    {
        long count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Where the code point begins that <paramref name="position"/> others precede, or -1 where there are fewer.</summary>
    public static int IndexOf(ReadOnlySpan<char> text, long position)
    {
        if (position < 0 || position > text.Length)
        {
            return -1;
        }

        var at = 0;
        for (; position > 0 && at < text.Length; position--)
        {
            at += LengthAt(text, at);
        }

        return position == 0 ? at : -1;
    }

    /// <summary>How many characters of .NET the code point at <paramref name="at"/> takes.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
