namespace SecurityDecisioning.Engine.Restricting;

/// <summary>A restriction as something that an entity had lately, whether it still holds or has run out: remembered for a day.</summary>
internal sealed class RecentRestriction(Restriction restriction) : IStanding
{
    public Restriction Restriction { get; } = restriction;

    public EventId Id => Restriction.Id;

    public EntityKey Entity => Restriction.Entity;

    public long FromMs => Restriction.FromMs;

    /// <summary>First millisecond at which it counts no longer.</summary>
    public long UntilMs => FromMs + Decision.RepeatWindowMs;
}
