namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Names of kinds of lists as files write them.</summary>
internal static class ListKinds
{
    public static IReadOnlyList<string> All { get; } =
        ["account", "session", "device", "ip", "network", "asn", "country", "api_key", "text"];

    public static bool TryParse(string? name, out ListKind kind)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == name)
            {
                kind = (ListKind)(i + 1);
                return true;
            }
        }

        kind = ListKind.None;
        return false;
    }

    public static string NameOf(ListKind kind) => All[(int)kind - 1];

    /// <summary>Whether a list of the kind says where somebody is, and nothing else.</summary>
    public static bool IsLocation(ListKind kind) => kind is ListKind.Ip or ListKind.Network or ListKind.Asn or ListKind.Country;

    /// <summary>What being on a list can say of somebody.</summary>
    public static IReadOnlyList<string> Grounds { get; } = ["place", "deed"];

    /// <summary>
    /// Whether its entries can be there for what came from them: an address that attacked. A country does nothing.
    /// </summary>
    public static bool CanHoldDeeds(ListKind kind) => kind is ListKind.Ip or ListKind.Network or ListKind.Asn;

    /// <summary>The kind of entity that it names by pseudonym; none for the others.</summary>
    public static EntityKind EntityOf(ListKind kind) => kind switch
    {
        ListKind.Account => EntityKind.Account,
        ListKind.Session => EntityKind.Session,
        ListKind.Device => EntityKind.Device,
        ListKind.ApiKey => EntityKind.ApiKey,
        ListKind.Asn => EntityKind.Asn,
        ListKind.Country => EntityKind.Country,
        _ => EntityKind.None,
    };
}
