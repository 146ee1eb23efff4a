namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// What is known of the network that a request came from, from lists and databases. Values are stored: never renumber.
/// </summary>
[Flags]
public enum NetworkTraits : ushort
{
    None = 0,

    /// <summary>A Tor exit.</summary>
    Tor = 1 << 0,

    /// <summary>A data centre or hosting provider.</summary>
    Hosting = 1 << 1,

    /// <summary>A VPN provider's exit.</summary>
    Vpn = 1 << 2,

    /// <summary>On the operator's own list of networks that are known to be good.</summary>
    Allowed = 1 << 3,

    /// <summary>An open proxy.</summary>
    PublicProxy = 1 << 4,

    /// <summary>A proxy that exits from a home connection.</summary>
    ResidentialProxy = 1 << 5,

    /// <summary>Hides who is behind it, in whatever way.</summary>
    Anonymous = 1 << 6,

    /// <summary>On the operator's named list in slot 1; the next seven bits are slots 2 to 8.</summary>
    List1 = 1 << 8,
    List2 = 1 << 9,
    List3 = 1 << 10,
    List4 = 1 << 11,
    List5 = 1 << 12,
    List6 = 1 << 13,
    List7 = 1 << 14,
    List8 = 1 << 15,
}
