namespace SecurityDecisioning.Contracts.Events;

/// <summary>What enrichment found out about a request's client; the default value knows nothing.</summary>
public readonly record struct ClientFacts
{
    private readonly string? _country;

    /// <summary>ISO 3166-1 alpha-2, or empty.</summary>
    public string Country
    {
        get => _country ?? "";
        init => _country = value.Length == 0 ? null : value;
    }

    /// <summary>Number of the autonomous system, 0 where unknown.</summary>
    public uint Asn { get; init; }

    public GeoPoint Place { get; init; }

    public NetworkTraits Network { get; init; }

    public ClientAgent Agent { get; init; }

    public HintAgreement Hints { get; init; }
}
