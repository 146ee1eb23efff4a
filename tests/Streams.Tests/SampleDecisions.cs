namespace SecurityDecisioning.Streams.Tests;

/// <summary>Decisions with everything in them that a decision can have.</summary>
internal static class SampleDecisions
{
    public static Restriction Restriction(string name = "alice", ActionKind action = ActionKind.Throttle) => new()
    {
        Id = new EventId((ulong)SampleEvents.StartMs << 16 | 7, 42),
        Entity = EntityKey.Of(EntityKind.Account, SampleEvents.Id(name)),
        Action = action,
        FromMs = SampleEvents.StartMs,
        UntilMs = SampleEvents.StartMs + 60_000,
        Origin = RestrictionOrigin.Policy,
        Owner = "login-protection",
        ReasonCode = "LOGIN_FAILURES",
        Reason = "Zu viele Anmeldeversuche – bitte warten",
        Threat = Threat.CredentialCracking,
        Decision = new EventId((ulong)SampleEvents.StartMs << 16, 41),
    };

    public static Decision Full()
    {
        var request = SampleEvents.Request(
            Operation.Login, "alice", "2001:db8::1", "phone", "s1", "key", "/login", country: "SE", atMs: 12) with
        {
            Id = new EventId((ulong)SampleEvents.StartMs << 16 | 1, 2),
            Origin = -3,
        };
        var decision = new Decision
        {
            Event = request,
            Action = ActionKind.Challenge,
            ShadowAction = ActionKind.Revoke,
            Risk = 0.83f,
            Threat = Threat.CredentialStuffing,
            Flags = DecisionFlags.Cleared | DecisionFlags.NoModel,
            DurationMs = 30_000,
            ModelHash = "0123456789abcdef",
            PolicySetHash = "fedcba9876543210",
            Arm = "b",
            Propensity = 0.25f,
            ElapsedNs = 12_345,
            Applied = Restriction("bob"),
        };
        for (var i = 0; i < decision.Features.Length; i++)
        {
            decision.Features[i] = (i % 9) switch { < 4 => 0, < 6 => float.NaN, 6 => i, 7 => 0.5f * i, _ => -1.25f };
        }

        ref var first = ref decision.Candidates.Propose(Threat.CredentialStuffing, 0.7f);
        first.Probability = 0.83f;
        first.Add(3, 12, 10);
        first.Add(40, 0.5f, 0.25f);
        decision.Candidates.Propose(Threat.PasswordSpraying, 0.2f);
        decision.Rules.Add(new FiredRule(
            "login-protection", "stuffing", PolicyMode.Enforce, ActionKind.Challenge, true, Threat.CredentialStuffing,
            "LOGIN_FAILURES_FROM_ADDRESS", "Many sign-ins failed from your network 🙂"));
        decision.Rules.Add(new FiredRule(
            "scraping", "fast", PolicyMode.Shadow, ActionKind.Revoke, false, Threat.Scraping, "FAST", "Fast"));
        decision.Issued.Add(Restriction());
        decision.Issued.Add(Restriction("carol", ActionKind.Revoke));
        return decision;
    }
}
