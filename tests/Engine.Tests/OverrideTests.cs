using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests;

/// <summary>Rules that override, beside what stands; step-ups that stand; and that all of it can be made again.</summary>
internal sealed class OverrideTests
{
    private static readonly EntityKey Address = EngineUnderTest.Ip("203.0.113.9");

    [TestCase(ActionKind.Throttle, RestrictionOrigin.Policy, "login-protection", ActionKind.Allow)]
    [TestCase(ActionKind.Challenge, RestrictionOrigin.Policy, "login-protection", ActionKind.Allow)]
    [TestCase(ActionKind.Throttle, RestrictionOrigin.Policy, "strict", ActionKind.Throttle, Description = "its rule is not to be overridden")]
    [TestCase(ActionKind.Challenge, RestrictionOrigin.Policy, "strict", ActionKind.Challenge)]
    [TestCase(ActionKind.Throttle, RestrictionOrigin.Analyst, "login-protection", ActionKind.Throttle, Description = "a person said so")]
    public void Override_lets_through_what_another_rule_holds(
        ActionKind action, RestrictionOrigin origin, string owner, ActionKind expected)
    {
        var sut = new EngineUnderTest(SmallPolicies.Overriding());
        sut.Restrictions.Apply(EngineUnderTest.Standing(Address, action) with { Origin = origin, Owner = owner, ReasonCode = "CODE" });

        var friend = sut.Decide(SampleEvents.Request(Operation.Page, path: "/friend", atMs: 1));
        var stranger = sut.Decide(SampleEvents.Request(Operation.Page, path: "/other", atMs: 2));

        Assert.That(friend.Action, Is.EqualTo(expected));
        Assert.That(friend.Flags.HasFlag(DecisionFlags.Overridden), Is.EqualTo(expected == ActionKind.Allow).Or.EqualTo(action == ActionKind.Challenge));
        Assert.That(stranger.Action, Is.EqualTo(action));
    }

    [Test]
    public void Override_that_threats_speak_against_leaves_what_stands()
    {
        var sut = new EngineUnderTest(SmallPolicies.Overriding("risk.score < 0.1"), SmallModel.Stump(threshold: 0));
        sut.Restrictions.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle) with { Origin = RestrictionOrigin.Policy });
        var decisions = sut.FailLogins(12);

        Assert.That(decisions[^1].Risk, Is.GreaterThan(0.1f).Or.Zero);
        foreach (var decision in decisions)
        {
            Assert.That(decision.Action == ActionKind.Throttle, Is.EqualTo(!decision.Flags.HasFlag(DecisionFlags.Overridden)));
            Assert.That(decision.Issued, Is.Empty);
        }
    }

    [TestCase(RequestTraits.None, ActionKind.Challenge)]
    [TestCase(RequestTraits.HasClearance, ActionKind.Challenge)]
    [TestCase(RequestTraits.SignedInRecently, ActionKind.Allow)]
    public void Standing_step_up_is_passed_by_signing_in(RequestTraits traits, ActionKind expected)
    {
        var sut = new EngineUnderTest();
        sut.Restrictions.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge) with { Challenge = ChallengeKind.StepUp });
        sut.Restrictions.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge, fromMs: 1));

        var decision = sut.Decide(SampleEvents.Request(Operation.Page, traits: traits, atMs: 2));

        Assert.That(decision.Action, Is.EqualTo(expected));
        Assert.That(decision.ChallengeKind, Is.EqualTo(expected == ActionKind.Challenge ? ChallengeKind.StepUp : ChallengeKind.ProofOfWork));
    }

    [Test]
    public void Proof_of_work_that_stands_does_not_make_a_step_up_superfluous()
    {
        var sut = new EngineUnderTest();
        sut.Restrictions.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge));
        var work = EngineUnderTest.Standing(Address, ActionKind.Challenge);

        Assert.That(sut.Restrictions.IsCovered(work), Is.True);
        Assert.That(sut.Restrictions.IsCovered(work with { Challenge = ChallengeKind.StepUp }), Is.False);
    }

    [Test]
    public void Decision_with_overrides_step_ups_and_escalation_is_remade_bit_for_bit() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var sut = new EngineUnderTest(SmallPolicies.Overriding("f.ip.requests_5m < 4"), random.Next(2) == 0 ? null : SmallModel.Stump());
            for (var i = 0; i < 25; i++)
            {
                var request = SampleEvents.Request(
                    (Operation)random.Next(9), $"account-{random.Next(3)}", $"203.0.113.{random.Next(2)}", "laptop", atMs: i * 300,
                    path: random.Next(3) == 0 ? "/friend" : "/", traits: (RequestTraits)random.Next(1 << 17));
                var decision = new Decision();
                decision.Snoozed.AddRange(random.Next(5) == 0 ? ["strict"] : []);
                sut.Engine.Decide(request, decision);
                sut.Engine.Recorded(decision);
                sut.Engine.Observe(SampleEvents.Outcome(request, 401, LoginOutcome.Failed, action: decision.Action));
                Assert.That(sut.Remaker.Remake(decision).Differences, Is.Empty);
            }
        }).Check(Config.QuickThrowOnFailure);
}
