namespace SecurityDecisioning.Policies;

/// <summary>A dated time, such as a sale or a launch.</summary>
/// <param name="Name">Unique in its schedule.</param>
/// <param name="FromMs">Its first millisecond, since the Unix epoch.</param>
/// <param name="UntilMs">The first millisecond after it.</param>
public sealed record PolicyCampaign(string Name, long FromMs, long UntilMs);
