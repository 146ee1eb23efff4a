namespace SecurityDecisioning.Policies.Tests.Indexing;

/// <summary>Requests and what is known of them, so drawn that each guard of <see cref="AnyPolicy"/> holds now and then.</summary>
internal static class AnyRequest
{
    public static readonly string[] Routes = ["shop", "api", ""];
    public static readonly string[] Hosts = ["a.example", "b.example"];
    public static readonly string[] Features =
        ["ip.requests_5m", "ip.login_failed_5m", "network.requests_1h", "account.new_device", "session.requests_5m"];

    private static readonly float[] Values =
        [float.NaN, float.NaN, 0, 1, 2, 3, 5, 8, 0.1f, -1, 1e30f, float.PositiveInfinity, float.NegativeInfinity];

    public static Decision Of(Random random)
    {
        var request = SampleEvents.Request(
            (Operation)random.Next(8), account: Maybe("alice"), device: Maybe("phone"), session: Maybe("s"),
            country: random.Next(2) == 0 ? "" : "SE") with
        {
            Route = Routes[random.Next(Routes.Length)],
            Host = Hosts[random.Next(Hosts.Length)],
            Path = random.Next(2) == 0 ? "/login" : "/private/7",
            Traits = (RequestTraits)random.Next(1 << 17),
        };
        var decision = new Decision { Event = request, Risk = random.Next(3) == 0 ? 0 : random.NextSingle() };
        decision.Features.AsSpan().Fill(float.NaN);
        foreach (var feature in Features)
        {
            decision.Features[FeatureCatalog.IndexOf(feature)] = Values[random.Next(Values.Length)];
        }

        foreach (var threat in new[] { Threat.Scraping, Threat.CredentialStuffing })
        {
            if (random.Next(2) == 0)
            {
                decision.Candidates.Propose(threat, random.Next(3) == 0 ? 0 : random.NextSingle());
            }
        }

        return decision;

        string? Maybe(string name) => random.Next(2) == 0 ? null : name;
    }
}
