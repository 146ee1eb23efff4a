namespace SecurityDecisioning.Benchmarks.Folding;

/// <summary>
/// Requests of many users, each with an account, a session, a device, an address and a network of its own, from 300 autonomous
/// systems in 8 countries: what the fold meets when nothing fits a cache.
/// </summary>
internal sealed class FoldEvents(int users)
{
    private const int AutonomousSystems = 300;
    private const long StartMs = 1_767_614_400_000;
    private static readonly string[] Countries = ["DE", "FR", "US", "GB", "ES", "IT", "NL", "PL"];

    private static readonly string[] Agents =
    [
        .. Enumerable.Range(100, 40).Select(version =>
            $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"),
    ];

    private static readonly string[] Paths = [.. Enumerable.Range(0, 500).Select(i => $"/products/{i}")];
    private int _sequence;
    private long _microseconds;

    /// <summary>How much later than the one before a request comes, in microseconds of the events' own time.</summary>
    public int StepMicroseconds { get; set; } = 4_000;

    /// <summary>Any user's next request, each user as likely as another: nearly nothing is in a cache.</summary>
    public SecurityEvent Next(Random random) => Of(random.Next(users), random);

    /// <summary>The next request where few users make most of them: a user's share falls with its rank (Zipf, exponent 1).</summary>
    public SecurityEvent NextSkewed(Random random) => Of((int)Math.Pow(users, random.NextDouble()) - 1, random);

    public SecurityEvent Of(int user, Random random)
    {
        var sequence = ++_sequence;
        var time = StartMs + ((_microseconds += StepMicroseconds) / 1_000);
        var id = ((ulong)user + 1) * 0x9E37_79B9_7F4A_7C15;
        return new SecurityEvent
        {
            Id = new EventId((ulong)time << 16, (ulong)sequence),
            Kind = EventKind.Request,
            TimeMs = time,
            Operation = (Operation)random.Next(3),
            Path = Paths[random.Next(Paths.Length)],
            UserAgent = Agents[user % Agents.Length],
            Account = new Pseudonym(id, 1),
            Session = new Pseudonym(id, 2),
            Device = new Pseudonym(id, 3),
            Ip = new ClientAddress(0, 0xFFFF_0000_0000UL | (uint)(id >> 32)),
            Country = Countries[user % Countries.Length],
            Asn = (uint)(user % AutonomousSystems) + 1,
        };
    }
}
