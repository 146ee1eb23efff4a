namespace SecurityDecisioning.Console.Entities;

/// <summary>Reads an entity the way people write one: <c>kind:value</c>, a bare address, a network, or a bare account id.</summary>
internal static class EntityInput
{
    public static EntityKey? Read(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var candidate in new[] { text, Kind(text) + text })
        {
            if (EntityKey.TryParse(candidate, out var key) && !key.IsNone)
            {
                return key;
            }
        }

        return null;
    }

    private static string Kind(string text) => text switch
    {
        _ when text.Contains('/', StringComparison.Ordinal) => "network:",
        _ when text.Length == 32 && !text.Contains(':', StringComparison.Ordinal) => "account:",
        _ => "ip:",
    };
}
