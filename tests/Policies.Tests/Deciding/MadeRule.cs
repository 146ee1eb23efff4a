namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>What resolution needs to know of a rule, as a test makes it up.</summary>
internal sealed record MadeRule(
    string When, ActionKind Action = ActionKind.Challenge, EntityKind Scope = EntityKind.Ip, long DurationMs = 60_000)
{
    public ChallengeKind Challenge { get; init; }

    public bool Override { get; init; }

    public bool Bypass { get; init; }

    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public IReadOnlyList<long> Escalation { get; init; } = [];
}
