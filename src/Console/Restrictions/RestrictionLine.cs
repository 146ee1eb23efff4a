namespace SecurityDecisioning.Console.Restrictions;

/// <summary>A restriction and, where it was undone, its undoing.</summary>
public sealed record RestrictionLine(Restriction Restriction, RestrictionLift? Lift)
{
    public bool Standing(long nowMs) => Lift is null && nowMs < Restriction.UntilMs;
}
