namespace SecurityDecisioning.Features.Tests.Support;

/// <summary>Turns numbers into traffic of a few entities, so that a property shrinks to the events that break it.</summary>
internal static class EventScript
{
    private static readonly string[] Agents = [SampleEvents.Browser, "curl/8.5.0", "Mozilla/5.0 (Windows NT 10.0)", ""];
    private static readonly GeoPoint[] Places = [default, new(5_250, 1_340, 20), new(-3_390, 15_120, 100), new(4_070, -7_400, 50)];
    private static readonly string[] Countries = ["", "DE", "FR", "US"];

    public static SecurityEvent[] From(int[] numbers, bool isLateAllowed = true)
    {
        var events = new List<SecurityEvent>();
        var taken = new HashSet<long>();
        long now = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var random = new Random(numbers[i]);
            now += Step(random);
            var at = isLateAllowed && random.Next(8) == 0 ? Math.Max(0, now - Step(random)) : now;

            // Where two times are equal the smaller hash decides what a session began with; the definition knows no hash.
            while (!taken.Add(at)) at++;
            events.Add(events.Count > 0 && random.Next(3) == 0 ? OutcomeOf(events, random, at) : Request(random, at));
        }

        return [.. events];
    }

    public static SecurityEvent Request(Random random, long atMs) => SampleEvents.Request(
        operation: (Operation)random.Next(9),
        account: random.Next(3) == 0 ? null : $"account-{random.Next(3)}",
        ip: $"203.0.{random.Next(2)}.{random.Next(4)}",
        device: random.Next(3) == 0 ? null : $"device-{random.Next(4)}",
        session: random.Next(2) == 0 ? null : $"session-{random.Next(3)}",
        apiKey: random.Next(6) == 0 ? "key" : null,
        path: $"/{random.Next(30)}",
        userAgent: Agents[random.Next(Agents.Length)],
        country: Countries[random.Next(Countries.Length)],
        atMs: atMs,
        traits: (RequestTraits)random.Next(1 << 16)) with
        {
            Asn = (uint)random.Next(3),
            Place = Places[random.Next(Places.Length)],
            Network = (NetworkTraits)random.Next(1 << 7),
            Hints = (HintAgreement)random.Next(3),
            Agent = new ClientAgent((AgentFamily)random.Next(4), 126, (AgentSystem)random.Next(3), AgentDevice.Desktop, AgentBot.None),
        };

    private static SecurityEvent OutcomeOf(List<SecurityEvent> events, Random random, long atMs)
    {
        var request = events[random.Next(events.Count)];
        var outcome = SampleEvents.Outcome(
            request with { Id = EventId.New(SampleEvents.StartMs + atMs), TimeMs = SampleEvents.StartMs + atMs },
            status: random.Next(4) switch { 0 => 404, 1 => 401, 2 => 500, _ => 200 },
            login: (LoginOutcome)random.Next(3),
            challenge: (ChallengeOutcome)random.Next(4),
            action: (ActionKind)random.Next(4),
            newSession: random.Next(4) == 0 ? $"session-{random.Next(3)}" : null,
            afterMs: 0);
        return outcome with { BytesOut = random.Next(3) * 1_500 };
    }

    private static long Step(Random random) => random.Next(10) switch
    {
        < 5 => random.Next(2_000),
        < 7 => random.Next(60_000),
        < 9 => random.Next(1_200_000),
        _ => random.Next(40_000_000),
    };
}
