using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests;

internal sealed class DecisionEngineTests
{
    private const string Office = "203.0.113.9";

    [Test]
    public void Ordinary_request_is_allowed_and_recorded_whole()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins(), SmallModel.Stump());
        var request = SampleEvents.Request(account: "alice");

        var decision = sut.Decide(request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Id, Is.EqualTo(request.Id));
            Assert.That(decision.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(decision.PolicySetHash, Is.EqualTo(SmallPolicies.Logins().Hash));
            Assert.That(decision.ModelHash, Is.EqualTo(SmallModel.Stump().Hash));
            Assert.That(decision.Features[FeatureCatalog.IndexOf("ip.requests_5m")], Is.EqualTo(1));
            Assert.That(decision.Propensity, Is.EqualTo(1));
            Assert.That(decision.Arm, Is.Empty);
        }
    }

    [Test]
    public void Failing_logins_are_challenged_then_throttled()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());

        var actions = Enumerable.Range(0, 8)
            .Select(i => sut.FailLogin(i * 100, traits: SampleEvents.BrowserTraits | (i >= 4 ? RequestTraits.HasClearance : 0)).Action);

        Assert.That(
            actions,
            Is.EqualTo(new[]
            {
                ActionKind.Allow, ActionKind.Allow, ActionKind.Allow, ActionKind.Challenge, ActionKind.Allow, ActionKind.Allow,
                ActionKind.Throttle, ActionKind.Throttle,
            }));
    }

    [Test]
    public void Throttled_login_leaves_the_office_its_pages()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        for (var i = 0; i < 8; i++)
        {
            sut.FailLogin(i * 100);
        }

        Assert.That(sut.Decide(SampleEvents.Request(atMs: 1_000)).Action, Is.EqualTo(ActionKind.Allow));
    }

    [Test]
    public void Issued_restriction_holds_for_the_next_request()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        Decision? issuing = null;
        for (var i = 0; issuing is null && i < 8; i++)
        {
            var decision = sut.FailLogin(i * 100);
            issuing = decision.Issued.Count > 0 ? decision : null;
        }

        var next = sut.Decide(SampleEvents.Request(Operation.Login, account: "bob", atMs: 400_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Applied, Is.EqualTo(issuing!.Issued[0]));
            Assert.That(next.Action, Is.EqualTo(ActionKind.Challenge));
            Assert.That(next.Flags & DecisionFlags.ByRestriction, Is.EqualTo(DecisionFlags.ByRestriction));
        }
    }

    [Test]
    public void Restriction_that_stands_is_not_issued_again()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());

        var issued = sut.FailLogins(6).Sum(d => d.Issued.Count);

        Assert.That(issued, Is.EqualTo(1));
    }

    [Test]
    public void Shadow_policy_changes_nothing_and_says_what_it_would()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins("shadow"));
        var last = sut.FailLogins(8)[^1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(last.ShadowAction, Is.EqualTo(ActionKind.Throttle));
            Assert.That(last.Issued, Is.Empty);
            Assert.That(sut.Restrictions.Count, Is.Zero);
        }
    }

    [TestCase(ActionKind.Throttle)]
    [TestCase(ActionKind.Revoke)]
    public void Standing_restriction_decides_at_once_and_the_attempt_counts(ActionKind action)
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        var standing = EngineUnderTest.Standing(EngineUnderTest.Ip(Office), action);
        sut.Restrictions.Apply(standing);

        var decision = sut.Decide(SampleEvents.Request(ip: Office, atMs: 1_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Action, Is.EqualTo(action));
            Assert.That(decision.Applied, Is.EqualTo(standing));
            Assert.That(decision.Flags & DecisionFlags.ByRestriction, Is.EqualTo(DecisionFlags.ByRestriction));
            Assert.That(decision.DurationMs, Is.EqualTo(59_000));
            Assert.That(decision.Features[FeatureCatalog.IndexOf("ip.requests_5m")], Is.EqualTo(1));
        }
    }

    [Test]
    public void Clearance_answers_a_standing_challenge()
    {
        var sut = new EngineUnderTest();
        sut.Restrictions.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip(Office), ActionKind.Challenge));

        var without = sut.Decide(SampleEvents.Request(ip: Office));
        var with = sut.Decide(SampleEvents.Request(ip: Office, traits: SampleEvents.BrowserTraits | RequestTraits.HasClearance));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Action, Is.EqualTo(ActionKind.Challenge));
            Assert.That(with.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(with.Flags & DecisionFlags.Cleared, Is.EqualTo(DecisionFlags.Cleared));
        }
    }

    [TestCase(ActionKind.Challenge, ActionKind.Allow)]
    [TestCase(ActionKind.Throttle, ActionKind.Throttle)]
    [TestCase(ActionKind.Revoke, ActionKind.Revoke)]
    public void Answer_to_a_challenge_is_never_challenged(ActionKind standing, ActionKind expected)
    {
        var sut = new EngineUnderTest(SmallPolicies.Likely(0.0f), SmallModel.Stump());
        sut.Restrictions.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip(Office), standing));

        var decision = sut.Decide(SampleEvents.Request(Operation.ChallengeAnswer, ip: Office));

        Assert.That(decision.Action, Is.EqualTo(expected));
    }

    [Test]
    public void Exempted_address_goes_through_and_the_rules_are_recorded()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        sut.Restrictions.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip(Office), ActionKind.Allow));

        var last = sut.FailLogins(8)[^1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Action, Is.EqualTo(ActionKind.Allow));
            Assert.That(last.ShadowAction, Is.EqualTo(ActionKind.Throttle));
            Assert.That(last.Issued, Is.Empty);
            Assert.That(last.Rules, Is.Not.Empty);
        }
    }

    [Test]
    public void Without_a_model_triage_stands_and_the_record_says_so()
    {
        var decision = new EngineUnderTest(SmallPolicies.Logins()).FailLogin(0);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Flags & DecisionFlags.NoModel, Is.EqualTo(DecisionFlags.NoModel));
            Assert.That(decision.ModelHash, Is.Empty);
        }
    }

    [Test]
    public void Without_time_left_the_model_is_skipped_and_policies_still_decide()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins(), SmallModel.Stump(), budget: TimeSpan.FromMicroseconds(50));
        Decision? late = null;

        // The first decisions in a process compile code and cannot take 50 µs; a fast machine gets a few tries.
        for (var i = 0; late is null && i < 1_000; i++)
        {
            var decision = sut.FailLogin(i, $"203.0.113.{i % 250}");
            late = decision.Flags.HasFlag(DecisionFlags.OverBudget) ? decision : null;
        }

        Assume.That(late, Is.Not.Null, "no decision took 50 µs");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late!.ModelHash, Is.Empty);
            Assert.That(late.PolicySetHash, Is.EqualTo(SmallPolicies.Logins().Hash));
            Assert.That(sut.Remaker.Remake(late).Differences, Is.Empty);
        }
    }

    /// <summary>The third within a day lasts longest; a day later it is the first again, though the features still know of all.</summary>
    [Test]
    public void Repeat_within_a_day_lasts_longer_and_a_day_later_it_is_the_first_again()
    {
        var sut = new EngineUnderTest(SmallPolicies.Escalating());
        var durations = new List<long>();
        foreach (var atMs in new[] { 0, 120_000, 300_000, 600_000, 300_000 + 86_400_000, 601_000 + 86_400_000, 700_000 + (2 * 86_400_000) })
        {
            var decision = sut.Decide(SampleEvents.Request(atMs: atMs));
            sut.Engine.Recorded(decision);
            durations.Add(decision.Issued.Single().UntilMs - decision.Event.TimeMs);
            Assert.That(sut.Remaker.Remake(decision).Differences, Is.Empty);
        }

        Assert.That(durations, Is.EqualTo(new long[] { 60_000, 90_000, 120_000, 120_000, 90_000, 90_000, 60_000 }));
    }
}
