namespace SecurityDecisioning.Contracts.Policies;

/// <summary>The undoing of a snooze before its time.</summary>
/// <param name="TimeMs">When, milliseconds since the Unix epoch.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record SnoozeEnd(long TimeMs, string By, string Reason);
