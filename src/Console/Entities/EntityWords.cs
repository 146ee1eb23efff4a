namespace SecurityDecisioning.Console.Entities;

/// <summary>How entities are written for people.</summary>
internal static class EntityWords
{
    private const int ShownDigits = 10;

    public static string KindTitle(EntityKind kind) => kind switch
    {
        EntityKind.Account => "Account",
        EntityKind.Session => "Session",
        EntityKind.Device => "Device",
        EntityKind.Ip => "IP address",
        EntityKind.Network => "Network",
        EntityKind.ApiKey => "API key",
        EntityKind.Asn => "Autonomous system",
        EntityKind.Country => "Country",
        EntityKind.AccountNetwork => "Account in this network",
        EntityKind.Operation => "Operation, everybody",
        _ => "Request",
    };

    public static string Icon(EntityKind kind) => kind switch
    {
        EntityKind.Account => "user",
        EntityKind.Session => "cookie",
        EntityKind.Device => "device-laptop",
        EntityKind.Ip => "map-pin",
        EntityKind.Network => "network",
        EntityKind.ApiKey => "key",
        EntityKind.Asn => "server",
        EntityKind.Country => "world-pin",
        EntityKind.AccountNetwork => "fingerprint",
        EntityKind.Operation => "users",
        _ => "bolt",
    };

    /// <summary>Short enough for a table cell; pseudonyms lose their tail.</summary>
    public static string Short(EntityKey key) =>
        key.Kind is EntityKind.Ip or EntityKind.Network ? key.Value : key.Value[..ShownDigits] + "…";

    public static string Url(EntityKey key) => "/entity?key=" + Uri.EscapeDataString(key.ToString());
}
