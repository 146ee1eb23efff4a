namespace SecurityDecisioning.Contracts.Events;

/// <summary>Names of operations as they appear in route metadata, policies and exports.</summary>
public static class Operations
{
    private static readonly string[] Names =
        ["page", "static", "api", "login", "register", "password-reset", "checkout", "admin", "challenge-answer"];

    /// <summary>Every name, at the index of its value.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string NameOf(Operation operation) => (int)operation < Names.Length ? Names[(int)operation] : "unknown";

    public static bool TryParse(string? name, out Operation operation)
    {
        var index = Array.FindIndex(Names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        operation = index < 0 ? Operation.Page : (Operation)index;
        return index >= 0;
    }
}
