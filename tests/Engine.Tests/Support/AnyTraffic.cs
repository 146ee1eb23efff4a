namespace SecurityDecisioning.Engine.Tests.Support;

/// <summary>Requests of any kind from a few accounts and addresses, made from random numbers, as they were decided.</summary>
internal static class AnyTraffic
{
    public static List<(EngineUnderTest Sut, Decision Decision)> Decided(int[] numbers)
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
