namespace SecurityDecisioning.Audit.Records;

/// <summary>Which decisions to list, newest first. What is left out does not filter.</summary>
public sealed record DecisionQuery
{
    public const int MaxLimit = 200;

    public ActionKind? Action { get; init; }

    public ActionKind? ShadowAction { get; init; }

    public Threat? Threat { get; init; }

    /// <summary>An account, session, device, address, network or API key that the request had.</summary>
    public EntityKey? Entity { get; init; }

    public string? Route { get; init; }

    /// <summary>A tag that a policy's obligation gave the decision, as it is written there.</summary>
    public string? Tag { get; init; }

    /// <summary>Only decisions that enforced something other than allow.</summary>
    public bool Acted { get; init; }

    /// <summary>Only decisions where live shadow policies would have made another action.</summary>
    public bool ShadowDiffers { get; init; }

    /// <summary>Only decisions with a smaller id: the last one of the page before.</summary>
    public EventId? Before { get; init; }

    /// <summary>Only decisions with a larger id: for "what is new since".</summary>
    public EventId? After { get; init; }

    /// <summary>Rows at most, 1 to <see cref="MaxLimit"/>; values outside are brought inside.</summary>
    public int Limit { get; init; } = 50;
}
