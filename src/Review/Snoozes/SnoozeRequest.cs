namespace SecurityDecisioning.Review.Snoozes;

/// <summary>A snooze that a person wants to set: the entity is the case's.</summary>
/// <param name="Case">The closed case that it comes from.</param>
/// <param name="Policy">The policy that is to leave the entity alone; the case's own, where the case names one.</param>
/// <param name="DurationMs">How long, from now: a minute to <see cref="Snooze.LongestMs"/>.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record SnoozeRequest(EventId Case, string Policy, long DurationMs, string By, string Reason);
