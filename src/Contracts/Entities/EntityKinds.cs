namespace SecurityDecisioning.Contracts.Entities;

/// <summary>Names of entity kinds as they appear in features, policies, logs and exports.</summary>
public static class EntityKinds
{
    /// <summary>Every kind that names somebody: what a restriction can fall on and a page can be about.</summary>
    public static IReadOnlyList<EntityKind> All { get; } =
    [
        EntityKind.Account, EntityKind.Session, EntityKind.Device, EntityKind.Ip, EntityKind.Network, EntityKind.ApiKey,
    ];

    /// <summary>Every kind that carries features, in catalogue order: those that name somebody, then those many share.</summary>
    public static IReadOnlyList<EntityKind> Counted { get; } =
    [
        .. All, EntityKind.AccountNetwork, EntityKind.Asn, EntityKind.Country, EntityKind.Operation,
    ];

    /// <summary>
    /// Whether so many requests share one entity of this kind that it is read as of the start of the running five seconds.
    /// </summary>
    public static bool IsShared(EntityKind kind) => kind is EntityKind.Asn or EntityKind.Country or EntityKind.Operation;

    public static string NameOf(EntityKind kind) => kind switch
    {
        EntityKind.Account => "account",
        EntityKind.Session => "session",
        EntityKind.Device => "device",
        EntityKind.Ip => "ip",
        EntityKind.Network => "network",
        EntityKind.ApiKey => "api_key",
        EntityKind.Asn => "asn",
        EntityKind.Country => "country",
        EntityKind.AccountNetwork => "account_network",
        EntityKind.Operation => "operation",
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
