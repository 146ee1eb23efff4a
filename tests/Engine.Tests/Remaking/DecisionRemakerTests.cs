using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests.Remaking;

internal sealed class DecisionRemakerTests
{
    /// <summary>Whatever happened before, a record alone is enough to come to the same decision.</summary>
    [Test]
    public void Recorded_decision_is_remade_bit_for_bit() =>
        Prop.ForAll<int[]>(numbers => AnyTraffic.Decided(numbers).All(pair => pair.Sut.Remaker.Remake(pair.Decision).IsSame))
            .QuickCheckThrowOnFailure();

    [Test]
    public void Another_policy_set_is_told()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        var decision = sut.FailLogins(8).First(d => d.Action == ActionKind.Challenge);

        var remade = new DecisionRemaker(sut.Ranker, SmallPolicies.Logins("shadow")).Remake(decision);

        Assert.That(remade.Differences, Has.Some.Contains("policy set").And.Some.Contains("action"));
    }

    [Test]
    public void Another_model_is_told()
    {
        var sut = new EngineUnderTest(SmallPolicies.Likely(), SmallModel.Stump());
        var decision = sut.FailLogins(8)[^1];
        sut.Ranker.Use(SmallModel.Stump(high: -1));

        Assert.That(sut.Remaker.Remake(decision).Differences, Has.Some.Contains("model").And.Some.Contains("risk"));
    }

    [Test]
    public void Arms_are_remade_and_another_arm_is_told()
    {
        var sut = new EngineUnderTest(SmallPolicies.Experimental());
        var decisions = Enumerable.Range(0, 40).Select(i => sut.FailLogin(i * 10, account: $"account-{i}")).ToList();

        Assert.That(decisions.Select(d => sut.Remaker.Remake(d).Differences), Is.All.Empty);
        Assert.That(decisions.Select(d => d.Arm.Split(',').Length).Distinct(), Is.EquivalentTo(new[] { 1, 2 }));
        decisions[20].Arm = decisions[20].Arm.Contains("control", StringComparison.Ordinal) ? "strength=strict" : "strength=control";
        Assert.That(sut.Remaker.Remake(decisions[20]).Differences, Has.Some.StartsWith("arm: recorded `strength="));
    }

    [Test]
    public void Changed_record_is_told()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        var decision = sut.FailLogins(5)[^1];
        decision.Features[FeatureCatalog.IndexOf("ip.login_failed_5m")] = 0;

        Assert.That(sut.Remaker.Remake(decision).IsSame, Is.False);
    }
}
