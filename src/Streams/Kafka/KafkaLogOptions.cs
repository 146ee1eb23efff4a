namespace SecurityDecisioning.Streams.Kafka;

/// <summary>How a <see cref="KafkaRecordLog"/> reaches its cluster. <see cref="Validate"/> tells every value out of range.</summary>
public sealed record KafkaLogOptions
{
    /// <summary>What the promises of the log rest on: not for configuration.</summary>
    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "bootstrap.servers", "acks", "request.required.acks", "enable.idempotence", "enable.gapless.guarantee", "message.timeout.ms",
        "delivery.timeout.ms", "max.in.flight", "max.in.flight.requests.per.connection", "partitioner", "message.max.bytes",
        "queue.buffering.max.messages", "queue.buffering.max.kbytes", "group.id", "enable.auto.commit", "enable.auto.offset.store",
        "auto.offset.reset", "enable.partition.eof", "isolation.level", "plugin.library.paths", "transactional.id",
    };

    /// <summary>Brokers to begin with, <c>host:port</c>, separated by commas.</summary>
    public required string Servers { get; init; }

    /// <summary>What topic names begin with; logs that share a cluster and not their records differ in it. Default <c>sd.</c></summary>
    public string TopicPrefix { get; init; } = "sd.";

    /// <summary>Partitions of a topic that is made. Never changed afterwards: the order per key hangs on it. Default 12.</summary>
    public int Partitions { get; init; } = 12;

    /// <summary>Copies of each partition of a topic that is made. Default 3; range 1 to 32.</summary>
    public short Replicas { get; init; } = 3;

    /// <summary>Whether missing topics are made at start, with this release's settings. Default true.</summary>
    public bool CreateTopics { get; init; } = true;

    /// <summary>Records per topic that are sent and not yet confirmed. Default 10,000; range 1 to 1,000,000.</summary>
    public int InFlight { get; init; } = 10_000;

    /// <summary>Memory for records on their way, all topics together. Default 32 MiB; range 1 MiB to 1 GiB.</summary>
    public long InFlightBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>How long a batch gathers. Default 2 ms; range 0 to 1 s.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long closing waits for what is on its way; the rest is sent by the next start. Default 3 s, up to 5 min.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Further settings of the client by their own names: security.protocol, sasl.*, ssl.*, compression.type. What the log's
    /// promises rest on cannot be set. Never logged: they may hold passwords.
    /// </summary>
    public IReadOnlyDictionary<string, string> Client { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What all processes that share records know and nobody else: 32 bytes. With it records are sealed, and what was sealed
    /// with another key, or not at all, is ignored and counted. Default empty: records are neither sealed nor checked.
    /// </summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>
    /// Longest time a broker holds back its answer to a reader where it has nothing new. Brokers answer at once where they have;
    /// a short wait is for those that look only at its end. Default 20 ms; range 1 ms to 1 s.
    /// </summary>
    public TimeSpan FetchWait { get; init; } = TimeSpan.FromMilliseconds(20);

    public string NameOf(Topic topic) => TopicPrefix + Topics.NameOf(topic);

    /// <summary>One sentence per value that is out of range; empty where all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(!string.IsNullOrWhiteSpace(Servers), $"{nameof(Servers)} is empty: name brokers as host:port, separated by commas");
        Check(
            TopicPrefix.Length <= 200 && TopicPrefix.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'),
            $"{nameof(TopicPrefix)} may have at most 200 letters, digits, '.', '_' and '-'");
        Check(Partitions is >= 1 and <= LogCursor.MostPartitions, $"{nameof(Partitions)} must be from 1 to {LogCursor.MostPartitions}");
        Check(Replicas is >= 1 and <= 32, $"{nameof(Replicas)} must be from 1 to 32");
        Check(InFlight is >= 1 and <= 1_000_000, $"{nameof(InFlight)} must be from 1 to 1000000");
        Check(InFlightBytes is >= 1 << 20 and <= 1 << 30, $"{nameof(InFlightBytes)} must be from 1 MiB to 1 GiB");
        Check(Linger >= TimeSpan.Zero && Linger <= TimeSpan.FromSeconds(1), $"{nameof(Linger)} must be from 0 to 1 s");
        Check(
            CloseTimeout >= TimeSpan.Zero && CloseTimeout <= TimeSpan.FromMinutes(5), $"{nameof(CloseTimeout)} must be from 0 to 5 min");
        Check(Key.Length is 0 or 32, $"{nameof(Key)} must have 32 bytes");
        Check(
            FetchWait >= TimeSpan.FromMilliseconds(1) && FetchWait <= TimeSpan.FromSeconds(1),
            $"{nameof(FetchWait)} must be from 1 ms to 1 s");
        foreach (var name in Client.Keys.Where(Fixed.Contains).Order(StringComparer.Ordinal))
        {
            errors.Add($"{nameof(Client)}: {name} cannot be set: what the log promises rests on it");
        }

        return errors;

        void Check(bool holds, string what)
        {
            if (!holds)
            {
                errors.Add(what);
            }
        }
    }

    /// <summary>Without the client's settings, which may hold passwords.</summary>
    public override string ToString() => $"Kafka at {Servers}, topics {TopicPrefix}*";
}
