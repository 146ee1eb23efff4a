namespace SecurityDecisioning.Policies.Tests.Lifecycle;

/// <summary>Steps that anybody might write, sensible or not: few versions and few people, so that they meet often.</summary>
internal static class StepScript
{
    public static readonly string[] Versions = [.. "abcde".Select(c => new string(c, 64))];
    private static readonly string[] People = ["ann", "bob", "cid"];
    private static readonly string[] Policies = ["login", "scraping"];

    public static List<PolicyEvent> Of(int seed, int count, PolicyRegime? regime = null)
    {
        var random = new Random(seed);
        var steps = new List<PolicyEvent>(count);
        if (regime is { } first)
        {
            steps.Add(New(0, random) with { Kind = PolicyEventKind.Configured, Via = PolicyVia.Start, Regime = first });
        }

        while (steps.Count < count)
        {
            steps.Add(Any(steps.Count, random, regime is null));
        }

        return steps;
    }

    private static PolicyEvent Any(int at, Random random, bool reconfigures)
    {
        var kind = (PolicyEventKind)random.Next(reconfigures ? 1 : 2, (int)PolicyEventKind.ModeSet + 1);
        return New(at, random) with
        {
            Kind = kind,
            Via = (PolicyVia)random.Next(0, (int)PolicyVia.Guard + 1),
            To = Versions[random.Next(Versions.Length)],
            Share = new[] { 0, 100, 1_000, 5_000 }[random.Next(4)],
            Policy = Policies[random.Next(Policies.Length)],
            Mode = random.Next(4) is < 3 and var mode ? (PolicyMode)mode : null,
            Regime = (PolicyRegime)random.Next(8),
            Checks = new PolicyChecks(3, random.Next(5) == 0 ? 1 : 0, 0, 0),
        };
    }

    private static PolicyEvent New(int at, Random random) => new()
    {
        Id = new EventId((1_700_000_000_000UL + (ulong)at) << 16, (ulong)random.NextInt64()),
        Kind = PolicyEventKind.Configured,
        By = People[random.Next(People.Length)],
        Why = "why not",
    };
}
