namespace SecurityDecisioning.Policies;

/// <summary>A loaded policy, for people and for proofs.</summary>
/// <param name="Name">Unique in its set.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Description">What it does to whom.</param>
/// <param name="Threat">What it is about.</param>
/// <param name="Mode">Whether it acts, overrides of the configuration applied.</param>
/// <param name="File">Its document, relative to the folder.</param>
/// <param name="Operations">The operations it matches; empty for all.</param>
/// <param name="Routes">The routes it matches; empty for all.</param>
/// <param name="Hosts">The hosts it matches; empty for all.</param>
/// <param name="Rules">In the order of the document.</param>
public sealed record PolicySummary(
    string Name,
    string Owner,
    string Description,
    Threat Threat,
    PolicyMode Mode,
    string File,
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Routes,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<RuleSummary> Rules)
{
    /// <summary>Percent of accounts for whom it acts, 0 to 100; for the others it decides in shadow.</summary>
    public int Rollout { get; init; } = 100;

    /// <summary>From when on it is off, milliseconds since the Unix epoch; null where it does not expire.</summary>
    public long? ExpiresMs { get; init; }

    /// <summary>When it acts; null for always.</summary>
    public PolicySchedule? Schedule { get; init; }

    /// <summary>Where it applies; null for everywhere.</summary>
    public PolicyJurisdictions? Jurisdictions { get; init; }

    /// <summary>The consents of the persons affected that it says it has.</summary>
    public IReadOnlyList<string> Consent { get; init; } = [];

    /// <summary>How often it may be wrong; null where it has no budget.</summary>
    public FalsePositiveBudget? Budget { get; init; }

    /// <summary>The methods it matches; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The paths it matches, each exact or everything below <c>prefix/*</c>; empty for all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
}
