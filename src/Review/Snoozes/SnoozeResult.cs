namespace SecurityDecisioning.Review.Snoozes;

/// <summary>What became of a request, and the snooze where it was set.</summary>
public readonly record struct SnoozeResult(SnoozeOutcome Outcome, Snooze? Snooze);
