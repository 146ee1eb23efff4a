namespace SecurityDecisioning.Contracts.Tests.Decisions;

internal sealed class DecisionTests
{
    [Test]
    public void Action_names_are_the_stored_ones_from_mildest_to_strongest()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ActionKinds.All.Select(ActionKinds.NameOf), Is.EqualTo(new[] { "allow", "challenge", "throttle", "revoke" }));
            Assert.That(ActionKinds.All, Is.Ordered);
            Assert.That(Enum.GetValues<ActionKind>(), Is.EqualTo(ActionKinds.All));
            foreach (var action in ActionKinds.All)
                Assert.That(ActionKinds.TryParse(ActionKinds.NameOf(action).ToUpperInvariant(), out var read) ? read : (ActionKind)99, Is.EqualTo(action));
            Assert.That(ActionKinds.TryParse("block", out _), Is.False);
        }
    }

    [TestCase(0f, RiskLevel.Low)]
    [TestCase(0.2999f, RiskLevel.Low)]
    [TestCase(0.3f, RiskLevel.Medium)]
    [TestCase(0.7f, RiskLevel.High)]
    [TestCase(1f, RiskLevel.High)]
    public void Risk_level_has_three_steps(float risk, RiskLevel level) => Assert.That(RiskLevels.Of(risk), Is.EqualTo(level));

    [Test]
    public void Reset_leaves_nothing_of_the_decision_before()
    {
        var decision = new Decision { Event = SampleEvents.Request(), Action = ActionKind.Revoke, ShadowAction = ActionKind.Throttle };
        decision.Rules.Add(new FiredRule("p", "r", PolicyMode.Enforce, ActionKind.Revoke, RuleOutcome.Won, Threat.Scraping, "CODE", "why"));
        decision.Candidates.Propose(Threat.Scraping, 1);
        decision.Risk = 1;
        decision.Threat = Threat.Scraping;
        decision.Flags = DecisionFlags.NoModel;
        decision.DurationMs = 5;
        decision.ModelHash = decision.PolicySetHash = decision.Arm = "x";
        decision.Propensity = 0.5f;
        decision.ElapsedNs = 7;
        decision.Standing.Add(Standing());
        decision.Snoozed.Add("p");
        decision.Obligations.Add(new Obligation(ObligationKind.Tag, "sale"));
        decision.ChallengeKind = ChallengeKind.StepUp;
        decision.CandidateHash = "y";
        decision.CandidateAction = ActionKind.Throttle;
        decision.Reset();

        var expected = new Decision();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => decision.Event, Throws.InvalidOperationException);
            Assert.That(decision.Rules, Is.Empty);
            Assert.That(decision.Candidates.Count, Is.Zero);
            Assert.That(decision.Winner, Is.Null);
            Assert.That((decision.Action, decision.ShadowAction, decision.Risk, decision.Threat, decision.Flags, decision.DurationMs),
                Is.EqualTo((expected.Action, expected.ShadowAction, expected.Risk, expected.Threat, expected.Flags, expected.DurationMs)));
            Assert.That(decision.Standing, Is.Empty);
            Assert.That(decision.Snoozed, Is.Empty);
            Assert.That(decision.Obligations, Is.Empty);
            Assert.That((decision.ChallengeKind, decision.CandidateHash, decision.CandidateAction),
                Is.EqualTo((ChallengeKind.ProofOfWork, "", ActionKind.Allow)));
            Assert.That((decision.ModelHash, decision.PolicySetHash, decision.Arm, decision.Propensity, decision.ElapsedNs),
                Is.EqualTo(("", "", "", 1f, 0L)));
        }
    }

    [Test]
    public void Winner_is_the_enforced_rule_that_won_not_the_shadow_one()
    {
        var decision = new Decision();
        decision.Rules.Add(new FiredRule("shadow", "r", PolicyMode.Shadow, ActionKind.Revoke, RuleOutcome.WonInShadow, Threat.None, "", ""));
        decision.Rules.Add(new FiredRule("lost", "r", PolicyMode.Enforce, ActionKind.Challenge, RuleOutcome.Weaker, Threat.None, "", ""));
        decision.Rules.Add(new FiredRule("won", "r", PolicyMode.Enforce, ActionKind.Throttle, RuleOutcome.Won, Threat.None, "", ""));

        Assert.That(decision.Winner?.Policy, Is.EqualTo("won"));
    }

    [TestCase(99, false)]
    [TestCase(100, true)]
    [TestCase(199, true)]
    [TestCase(200, false)]
    public void Restriction_holds_from_its_beginning_to_just_before_its_end(long at, bool holds)
    {
        Assert.That(Standing().HoldsAt(at), Is.EqualTo(holds));
    }

    [TestCase(RuleOutcome.Weaker, PolicyMode.Enforce, "enforced")]
    [TestCase(RuleOutcome.Later, PolicyMode.Shadow, "shadow")]
    [TestCase(RuleOutcome.AllowOverride, PolicyMode.Enforce, "enforced")]
    [TestCase(RuleOutcome.NotRolledOut, PolicyMode.Enforce, "shadow")]
    [TestCase(RuleOutcome.Snoozed, PolicyMode.Enforce, null)]
    [TestCase(RuleOutcome.Won, PolicyMode.Enforce, null)]
    public void Loser_is_beaten_by_the_winner_of_its_own_contest(RuleOutcome outcome, PolicyMode mode, string? by)
    {
        var decision = new Decision();
        var loser = new FiredRule("loser", "r", mode, ActionKind.Challenge, outcome, Threat.None, "", "");
        decision.Rules.Add(loser);
        decision.Rules.Add(new FiredRule("enforced", "r", PolicyMode.Enforce, ActionKind.Throttle, RuleOutcome.Won, Threat.None, "", ""));
        decision.Rules.Add(new FiredRule("shadow", "r", PolicyMode.Shadow, ActionKind.Revoke, RuleOutcome.WonInShadow, Threat.None, "", ""));

        Assert.That(decision.WhoBeat(loser)?.Policy, Is.EqualTo(by));
    }

    [Test]
    public void Names_of_challenges_read_back()
    {
        foreach (var kind in Enum.GetValues<ChallengeKind>())
        {
            Assert.That(ChallengeKinds.TryParse(ChallengeKinds.NameOf(kind).ToUpperInvariant(), out var read) ? read : (ChallengeKind)99, Is.EqualTo(kind));
        }

        Assert.That(ChallengeKinds.TryParse("captcha", out _), Is.False);
    }

    private static Restriction Standing() => new()
    {
        Id = EventId.New(1), Entity = EntityKey.Of(EntityKind.Account, SampleEvents.Id("a")), Action = ActionKind.Throttle,
        FromMs = 100, UntilMs = 200, Origin = RestrictionOrigin.Policy, Owner = "p", ReasonCode = "C", Reason = "r",
    };

    [Test]
    public void Arms_beyond_what_a_record_holds_are_told_by_an_ellipsis()
    {
        var decision = new Decision();
        for (var i = 0; i < 100; i++)
        {
            decision.NoteArm($"experiment-{i}=arm", 0.5f);
            decision.NoteArm("experiment-0=arm", 0.5f);
        }

        Assert.That(decision.Arm, Has.Length.AtMost(Decision.MaxArm));
        Assert.That(decision.Arm, Does.StartWith("experiment-0=arm,experiment-1=arm,").And.EndWith(",..."));
        Assert.That(decision.Propensity, Is.EqualTo(MathF.Pow(0.5f, decision.Arm.Split(',').Length - 1)));
    }
}
