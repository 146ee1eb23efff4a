namespace SecurityDecisioning.Review.Words;

/// <summary>What a person writes for others to read.</summary>
internal static class PersonText
{
    /// <summary>Whether there is a text, of at most <paramref name="most"/> characters once trimmed.</summary>
    public static bool Fits(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= most;
}
