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
        Prop.ForAll<int[]>(numbers => Script(numbers).All(pair => pair.Sut.Remaker.Remake(pair.Decision).IsSame))
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
    public void Changed_record_is_told()
    {
        var sut = new EngineUnderTest(SmallPolicies.Logins());
        var decision = sut.FailLogins(5)[^1];
        decision.Features[FeatureCatalog.IndexOf("ip.login_failed_5m")] = 0;

        Assert.That(sut.Remaker.Remake(decision).IsSame, Is.False);
    }

    private static List<(EngineUnderTest Sut, Decision Decision)> Script(int[] numbers)
    {
        var sut = new EngineUnderTest(
            numbers.Length % 2 == 0 ? SmallPolicies.Logins() : SmallPolicies.Likely(), numbers.Length % 3 == 0 ? null : SmallModel.Stump());
        var decisions = new List<(EngineUnderTest, Decision)>();
        var now = 0;
        foreach (var number in numbers)
        {
            var random = new Random(number);
            now += random.Next(5_000);
            var request = SampleEvents.Request(
                random.Next(3) == 0 ? (Operation)random.Next(9) : Operation.Login,
                $"account-{random.Next(4)}",
                $"203.0.113.{random.Next(2)}",
                random.Next(2) == 0 ? null : "laptop",
                atMs: now,
                traits: (RequestTraits)random.Next(1 << 16));
            var decision = sut.Decide(request);
            decisions.Add((sut, decision));
            sut.Engine.Observe(SampleEvents.Outcome(
                request, 401, random.Next(4) == 0 ? LoginOutcome.Succeeded : LoginOutcome.Failed, action: decision.Action));
        }

        return decisions;
    }
}
