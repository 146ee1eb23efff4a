namespace SecurityDecisioning.Contracts.Restrictions;

/// <summary>The undoing of a restriction: an event in the log like the restriction itself.</summary>
/// <param name="Restriction">Which one.</param>
/// <param name="Entity">Whom it held.</param>
/// <param name="TimeMs">When, milliseconds since the Unix epoch.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record RestrictionLift(EventId Restriction, EntityKey Entity, long TimeMs, string By, string Reason);
