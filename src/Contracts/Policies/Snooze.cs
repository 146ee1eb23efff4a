namespace SecurityDecisioning.Contracts.Policies;

/// <summary>
/// Lets a policy leave an entity alone for a time: its rules still fire for it and are recorded, and do nothing. Comes from a
/// case in which a person found the entity safe, or the alarm not worth one. The log holds the whole of it at each step.
/// </summary>
public sealed record Snooze : IStanding
{
    /// <summary>180 days: who is still harmless then is looked at again.</summary>
    public const long LongestMs = 180L * 24 * 3600 * 1000;

    public required EventId Id { get; init; }

    /// <summary>Who is left alone.</summary>
    public required EntityKey Entity { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long FromMs { get; init; }

    /// <summary>First millisecond at which it no longer holds; at most <see cref="LongestMs"/> after <see cref="FromMs"/>.</summary>
    public required long UntilMs { get; init; }

    /// <summary>The closed case it comes from.</summary>
    public required EventId Case { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string By { get; init; }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init; }

    /// <summary>The undoing; null where it was not undone.</summary>
    public SnoozeEnd? End { get; init; }

    public bool HoldsAt(long timeMs) => End is null && timeMs >= FromMs && timeMs < UntilMs;
}
