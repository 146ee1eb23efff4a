namespace SecurityDecisioning.Review.Restrictions;

/// <summary>A restriction that a person wants to set.</summary>
/// <param name="Entity">Whom it holds.</param>
/// <param name="Action">What is done to it: challenge, throttle or revoke.</param>
/// <param name="DurationMs">How long, from now.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="Reason">Why, in plain words.</param>
/// <param name="Origin">In what role the person acts.</param>
/// <param name="Threat">What it is meant against, if anything in particular.</param>
/// <param name="Decision">The decision that led to it, if one did.</param>
public sealed record RestrictionRequest(
    EntityKey Entity,
    ActionKind Action,
    long DurationMs,
    string By,
    string Reason,
    RestrictionOrigin Origin = RestrictionOrigin.Analyst,
    Threat Threat = Threat.None,
    EventId Decision = default);
