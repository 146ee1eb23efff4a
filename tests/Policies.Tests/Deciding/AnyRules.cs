namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>Sets of policies whose rules all hold where <c>ip.requests_5m</c> is above their number's threshold.</summary>
internal static class AnyRules
{
    public const string Feature = "ip.requests_5m";

    private static readonly Obligation[] Asked =
    [
        new(ObligationKind.Tag, "sale"), new(ObligationKind.Header, "X-Risk-Tag", "a"), new(ObligationKind.Header, "x-risk-tag", "b"),
        new(ObligationKind.Webhook, "soc"), new(ObligationKind.Review, "required"),
    ];

    public static List<MadePolicy> Policies(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => Policy(random, $"p{i}"))];

    public static MadePolicy Policy(Random random, string name) =>
        new(name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rule(random))])
        {
            Mode = random.Next(3) == 0 ? PolicyMode.Shadow : PolicyMode.Enforce,
            Rollout = random.Next(5) == 0 ? random.Next(101) : 100,
            Operations = random.Next(2) == 0 ? ["login"] : [],
            Routes = random.Next(3) == 0 ? [Request.Route] : [],
            Paths = random.Next(3) == 0 ? [Request.Path] : [],
            Hosts = random.Next(3) == 0 ? [Request.Host] : [],
            Methods = random.Next(3) == 0 ? [RequestMethods.NameOf(Request.Method)] : [],
        };

    public static SecurityEvent Request { get; } =
        SampleEvents.Request(Operation.Login, account: "alice", device: "laptop", session: "s", path: "/login");

    public static Decision Decision(Random random, IReadOnlyList<MadePolicy> policies)
    {
        var operation = random.Next(3) == 0 ? Operation.Page : Operation.Login;
        var traits = (random.Next(2) == 0 ? RequestTraits.HasClearance : 0) | (random.Next(2) == 0 ? RequestTraits.SignedInRecently : 0)
            | (random.Next(2) == 0 ? RequestTraits.AccountVerified : 0);
        var decision = PolicyTexts.Frame(
            Request with { Operation = operation, Traits = traits, Account = SampleEvents.Id($"account-{random.Next(50)}") },
            (Feature, random.Next(6)));
        decision.Repeats[(int)EntityKind.Ip] = (byte)random.Next(4);
        foreach (var policy in policies.Where(_ => random.Next(8) == 0))
        {
            decision.Snoozed.Add(policy.Name);
        }

        return decision;
    }

    private static MadeRule Rule(Random random)
    {
        var action = (ActionKind)random.Next(4);
        return new MadeRule($"f.{Feature} >= {random.Next(5)}", action, (EntityKind)random.Next(1, 7), 1_000 * random.Next(1, 5))
        {
            Challenge = random.Next(3) == 0 ? ChallengeKind.StepUp : ChallengeKind.ProofOfWork,
            Override = action == ActionKind.Allow && random.Next(3) == 0,
            Bypass = action != ActionKind.Allow && random.Next(4) == 0,
            Obligations = random.Next(3) == 0 ? [Asked[random.Next(Asked.Length)], Asked[random.Next(Asked.Length)]] : [],
            Escalation = random.Next(3) == 0 ? [10_000, 20_000] : [],
        };
    }
}
