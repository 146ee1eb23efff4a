namespace SecurityDecisioning.Review.Cases;

/// <summary>A case that a person wants opened: about an entity, a policy or both.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why, in plain words.</param>
/// <param name="Entity">Whom it is about, or none.</param>
/// <param name="Policy">The policy whose doing is looked at, or empty.</param>
/// <param name="Decision">The decision that is looked at, or none.</param>
/// <param name="Restriction">The restriction that is looked at, or none.</param>
public sealed record CaseRequest(
    string By, string Reason, EntityKey Entity = default, string Policy = "", EventId Decision = default, EventId Restriction = default);
