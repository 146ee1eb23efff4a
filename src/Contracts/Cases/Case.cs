namespace SecurityDecisioning.Contracts.Cases;

/// <summary>
/// Something a person is to look at, and what they found. The log holds the whole of it at each step, so that the newest record
/// says everything.
/// </summary>
public sealed record Case
{
    public required EventId Id { get; init; }

    public required CaseOrigin Origin { get; init; }

    /// <summary>When it was opened, milliseconds since the Unix epoch.</summary>
    public required long OpenedMs { get; init; }

    /// <summary>The person who opened it, or the policy or the guard that did.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>Whom it is about; none where it is about a policy only.</summary>
    public EntityKey Entity { get; init; }

    /// <summary>The policy whose doing is looked at; empty where no policy did anything.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The decision that is looked at, or none.</summary>
    public EventId Decision { get; init; }

    /// <summary>The restriction that is looked at, or none.</summary>
    public EventId Restriction { get; init; }

    /// <summary>What was found; null while the case is open.</summary>
    public CaseClosing? Closing { get; init; }

    public bool IsOpen => Closing is null;

    /// <summary>
    /// Of two records of a case the one that counts, in whatever order they come: closed before open, and the earlier closing
    /// where two people closed it at once on two gateways.
    /// </summary>
    public static Case Later(Case a, Case b) => (a.Closing, b.Closing) switch
    {
        (null, not null) => b,
        (not null, not null) when b.Closing.TimeMs < a.Closing.TimeMs
            || (b.Closing.TimeMs == a.Closing.TimeMs && string.CompareOrdinal(b.Closing.By, a.Closing.By) < 0) => b,
        _ => a,
    };
}
