namespace SecurityDecisioning.Review.Restrictions;

/// <summary>One record of the restrictions topic as the ledger takes it in: exactly one of the two is there.</summary>
/// <param name="Issued">A restriction that was set.</param>
/// <param name="Lifted">The undoing of one.</param>
public readonly record struct RestrictionChange(Restriction? Issued, RestrictionLift? Lifted);
