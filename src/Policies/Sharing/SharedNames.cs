using System.Text.RegularExpressions;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>What lists, experiments and arms, and what variables, macros and parameters may be called.</summary>
internal static partial class SharedNames
{
    public const string Mend = "use 1 to 64 small letters, digits, dashes and underscores, beginning with a letter";

    public const string WordMend = "use 1 to 64 letters, digits and underscores, beginning with a letter, and no word of the language";

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
        "package", "namespace", "return", "var", "void", "while",
    };

    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>Whether expressions can write it: an identifier of the language.</summary>
    public static bool IsWord(string text) => WordPattern().IsMatch(text) && !Reserved.Contains(text);

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();
}
