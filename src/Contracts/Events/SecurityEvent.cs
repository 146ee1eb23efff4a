namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// One half of one request, as the log holds it: who, what, from where, on what and (for an outcome) what came of it.
/// Carries pseudonyms, never raw identifiers; text is bounded by <see cref="EventLimits"/>.
/// An outcome repeats the fields of its request, so that the fold needs no join.
/// </summary>
public sealed record SecurityEvent
{
    /// <summary>The request's id, shared by its outcome; (Id, Kind) is unique in the log.</summary>
    public required EventId Id { get; init; }

    public required EventKind Kind { get; init; }

    /// <summary>Event time, milliseconds since the Unix epoch. The fold knows no other clock.</summary>
    public required long TimeMs { get; init; }

    /// <summary>The gateway that saw the request; tells a node's own events from its peers'.</summary>
    public int Origin { get; init; }

    public Operation Operation { get; init; }

    public RequestMethod Method { get; init; }

    public RequestTraits Traits { get; init; }

    /// <summary>The proxy route's id.</summary>
    public string Route { get; init; } = "";

    public string Host { get; init; } = "";

    /// <summary>Path without query, at most <see cref="EventLimits.Path"/> characters.</summary>
    public string Path { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public Pseudonym Account { get; init; }

    public Pseudonym Session { get; init; }

    public Pseudonym Device { get; init; }

    public Pseudonym ApiKey { get; init; }

    public ClientAddress Ip { get; init; }

    /// <summary>ISO 3166-1 alpha-2 in two ASCII letters, or empty where unknown.</summary>
    public string Country { get; init; } = "";

    /// <summary>Number of the autonomous system (RFC 1930) that announces the address, 0 where unknown.</summary>
    public uint Asn { get; init; }

    /// <summary>Where the address is thought to be.</summary>
    public GeoPoint Place { get; init; }

    /// <summary>What lists and databases say of the address.</summary>
    public NetworkTraits Network { get; init; }

    /// <summary>What <see cref="UserAgent"/> says, parsed.</summary>
    public ClientAgent Agent { get; init; }

    /// <summary>Whether the client hints agree with the user agent.</summary>
    public HintAgreement Hints { get; init; }

    /// <summary>
    /// First 64 bits of the SHA-256 of the client's JA4 fingerprint; 0 where TLS did not end here or its hello was not read.
    /// </summary>
    public ulong Ja4 { get; init; }

    // Outcome only.

    /// <summary>Status code sent to the client, 0 for a request event.</summary>
    public int Status { get; init; }

    public LoginOutcome Login { get; init; }

    public ChallengeOutcome Challenge { get; init; }

    /// <summary>The action that was enforced on this request.</summary>
    public ActionKind Action { get; init; }

    /// <summary>The session that this answer created, where it did (a successful login).</summary>
    public Pseudonym NewSession { get; init; }

    /// <summary>Body bytes sent to the client.</summary>
    public long BytesOut { get; init; }

    /// <summary>Microseconds from the request's arrival to the answer's end.</summary>
    public long DurationUs { get; init; }

    /// <summary>The entity of <paramref name="kind"/> in this event; <see cref="EntityKey.IsNone"/> where it has none.</summary>
    public EntityKey Entity(EntityKind kind) => kind switch
    {
        EntityKind.Account => EntityKey.Of(kind, Account),
        EntityKind.Session => EntityKey.Of(kind, Session),
        EntityKind.Device => EntityKey.Of(kind, Device),
        EntityKind.ApiKey => EntityKey.Of(kind, ApiKey),
        EntityKind.Ip => EntityKey.OfIp(Ip),
        EntityKind.Network => EntityKey.OfNetwork(Ip),
        EntityKind.Asn => EntityKey.OfAsn(Asn),
        EntityKind.Country => EntityKey.OfCountry(Country),
        EntityKind.AccountNetwork => EntityKey.OfAccountNetwork(Account, Ip),
        EntityKind.Operation => EntityKey.OfOperation(Operation),
        _ => default,
    };
}
