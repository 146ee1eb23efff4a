namespace SecurityDecisioning.Contracts.Restrictions;

/// <summary>A standing, scoped, expiring decision about one entity. Its inverse is a <see cref="RestrictionLift"/>.</summary>
public sealed record Restriction : IStanding
{
    public required EventId Id { get; init; }

    public required EntityKey Entity { get; init; }

    public required ActionKind Action { get; init; }

    public required long FromMs { get; init; }

    /// <summary>First millisecond at which it no longer holds.</summary>
    public required long UntilMs { get; init; }

    public required RestrictionOrigin Origin { get; init; }

    /// <summary>The policy, the analyst or the operator who answers for it.</summary>
    public required string Owner { get; init; }

    public required string ReasonCode { get; init; }

    public required string Reason { get; init; }

    public Threat Threat { get; init; }

    /// <summary>The decision that left it, or none where a person set it.</summary>
    public EventId Decision { get; init; }

    /// <summary>
    /// The operations it holds for, one bit per value of <see cref="Operation"/>; 0 holds for all. A throttled login must not
    /// keep an office from reading pages.
    /// </summary>
    public uint Operations { get; init; }

    /// <summary>How it is passed, where it is a challenge.</summary>
    public ChallengeKind Challenge { get; init; }

    /// <summary>Whether it is as strong as <paramref name="other"/> or stronger: to sign in again is more than a proof of work.</summary>
    public bool IsAtLeast(Restriction other) =>
        Action > other.Action || (Action == other.Action && Challenge >= other.Challenge);

    public bool Covers(Operation operation) => Operations == 0 || (Operations & MaskOf(operation)) != 0;

    public static uint MaskOf(Operation operation) => 1u << (int)operation;

    public bool HoldsAt(long timeMs) => timeMs >= FromMs && timeMs < UntilMs;
}
