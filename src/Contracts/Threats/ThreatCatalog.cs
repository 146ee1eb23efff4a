namespace SecurityDecisioning.Contracts.Threats;

/// <summary>Every threat with its names (OWASP Automated Threat Handbook 1.2 where it has one).</summary>
public static class ThreatCatalog
{
    private static readonly ThreatDefinition[] Definitions =
    [
        new(Threat.None, "none", "No threat", "", "Nothing was proposed."),
        new(Threat.CredentialStuffing, "credential_stuffing", "Credential stuffing", "OAT-008",
            "Stolen username and password pairs are tried in bulk."),
        new(Threat.CredentialCracking, "credential_cracking", "Credential cracking", "OAT-007",
            "Many passwords are tried on one account."),
        new(Threat.AccountTakeover, "account_takeover", "Account takeover", "",
            "Somebody else signs in with the right password."),
        new(Threat.PasswordSpraying, "password_spraying", "Password spraying", "",
            "A few common passwords are tried on many accounts, slowly enough for each."),
        new(Threat.SessionHijacking, "session_hijacking", "Session hijacking", "",
            "A session token is used from a place or a client that did not sign in."),
        new(Threat.Scraping, "scraping", "Scraping", "OAT-011", "Content is collected in bulk by a program."),
        new(Threat.AccountCreationAbuse, "account_creation_abuse", "Account creation abuse", "OAT-019",
            "Accounts are registered in bulk for later misuse."),
        new(Threat.ApiAbuse, "api_abuse", "API abuse", "", "An API is called far outside its client's normal use."),
    ];

    /// <summary>Number of values, <see cref="Threat.None"/> included.</summary>
    public static int Count => Definitions.Length;

    /// <summary>Every real threat, in the order of their values.</summary>
    public static IReadOnlyList<ThreatDefinition> All { get; } = Definitions[1..];

    public static ThreatDefinition Get(Threat threat) => Definitions[(int)threat];

    public static string NameOf(Threat threat) => Definitions[(int)threat].Name;

    public static bool TryParse(string? name, out Threat threat)
    {
        var index = Array.FindIndex(Definitions, d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase));
        threat = index < 0 ? Threat.None : (Threat)index;
        return index > 0;
    }
}
