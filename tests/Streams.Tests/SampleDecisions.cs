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
        var decision = First();
        decision.Flags |= DecisionFlags.Overridden;
        decision.Rules[1] = decision.Rules[1] with { Outcome = RuleOutcome.LessSpecific };
        decision.ChallengeKind = ChallengeKind.StepUp;
        decision.Obligations.Add(new Obligation(ObligationKind.Header, "X-Risk-Tag", "stuffing"));
        decision.Obligations.Add(new Obligation(ObligationKind.Review, "required"));
        decision.Standing.Add(Restriction("dave") with { Operations = 5 });
        decision.Snoozed.Add("scraping");
        decision.CandidateHash = "00112233aabbccdd";
        decision.CandidateAction = ActionKind.Throttle;
        return decision;
    }

    /// <summary>With the fields that the first version of the record knew.</summary>
    public static Decision First()
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
            "login-protection", "stuffing", PolicyMode.Enforce, ActionKind.Challenge, RuleOutcome.Won, Threat.CredentialStuffing,
            "LOGIN_FAILURES_FROM_ADDRESS", "Many sign-ins failed from your network 🙂"));
        decision.Rules.Add(new FiredRule(
            "scraping", "fast", PolicyMode.Shadow, ActionKind.Revoke, RuleOutcome.Lost, Threat.Scraping, "FAST", "Fast"));
        decision.Issued.Add(Restriction());
        decision.Issued.Add(Restriction("carol", ActionKind.Revoke));
        return decision;
    }
}
