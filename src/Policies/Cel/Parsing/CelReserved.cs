using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Cel.Parsing;

/// <summary>Words that cel-spec keeps for host languages: no variable may be called so, a field may.</summary>
internal static class CelReserved
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while");

    public static bool Contains(string name) => Words.Contains(name);
}
