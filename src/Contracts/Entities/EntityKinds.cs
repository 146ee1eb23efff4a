namespace SecurityDecisioning.Contracts.Entities;

/// <summary>Names of entity kinds as they appear in features, policies, logs and exports.</summary>
public static class EntityKinds
{
    /// <summary>Every kind that carries features, in catalogue order.</summary>
    public static IReadOnlyList<EntityKind> All { get; } =
    [
        EntityKind.Account, EntityKind.Session, EntityKind.Device, EntityKind.Ip, EntityKind.Network, EntityKind.ApiKey,
    ];

    public static string NameOf(EntityKind kind) => kind switch
    {
        EntityKind.Account => "account",
        EntityKind.Session => "session",
        EntityKind.Device => "device",
        EntityKind.Ip => "ip",
        EntityKind.Network => "network",
        EntityKind.ApiKey => "api_key",
        _ => "none",
    };

    public static bool TryParse(string? name, out EntityKind kind)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(NameOf(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                kind = candidate;
                return true;
            }
        }

        kind = EntityKind.None;
        return false;
    }
}
