namespace SecurityDecisioning.Review.Restrictions;

/// <summary>A restriction and, where it was undone, the undoing.</summary>
public sealed record LedgerEntry(Restriction Restriction, RestrictionLift? Lift)
{
    public bool StandsAt(long timeMs) => Lift is null && Restriction.HoldsAt(timeMs);
}
