namespace SecurityDecisioning.Features.Enrichment.Databases;

/// <summary>One string for each pair of letters, so that reading a country allocates nothing.</summary>
internal static class CountryCodes
{
    private const int Letters = 26;

    private static readonly string[] Codes = [.. Enumerable.Range(0, Letters * Letters)
        .Select(i => string.Intern($"{(char)('A' + (i / Letters))}{(char)('A' + (i % Letters))}"))];

    /// <summary>The code of two ASCII letters, in capitals; empty for anything else.</summary>
    public static string Of(ReadOnlySpan<byte> letters) =>
        letters.Length == 2 && char.IsAsciiLetter((char)letters[0]) && char.IsAsciiLetter((char)letters[1])
            ? Codes[(((letters[0] | 0x20) - 'a') * Letters) + ((letters[1] | 0x20) - 'a')]
            : "";
}
