using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>The settings on which the log's promises rest, in one place.</summary>
internal sealed class KafkaClients(KafkaLogOptions options, int maxRecordBytes)
{
    private const int Overhead = 64 * 1024;

    /// <summary>
    /// A record is confirmed by all copies in sync, tried for ever, and never overtaken. One request under way per broker: the
    /// order then does not hang on a broker's check of sequences. A gap ends the client, and what was not confirmed is sent again.
    /// </summary>
    public IProducer<byte[], byte[]> Producer(SendingLane lane, Action<Error> onError)
    {
        NativeKafka.Use();
        var config = new ProducerConfig(Further())
        {
            BootstrapServers = options.Servers,
            Acks = Acks.All,
            EnableIdempotence = true,
            EnableGaplessGuarantee = true,
            MaxInFlight = 1,
            MessageTimeoutMs = 0,
            Partitioner = Confluent.Kafka.Partitioner.Murmur2Random,
            LingerMs = lane.Gathers ? options.Linger.TotalMilliseconds : 0,
            MessageMaxBytes = maxRecordBytes + Overhead,
            QueueBufferingMaxMessages = Math.Min(10_000_000, options.InFlight * lane.Topics.Count),
            // Never less than the largest record: there would never be room for it.
            QueueBufferingMaxKbytes = Math.Max((int)(options.InFlightBytes * lane.Share), maxRecordBytes + Overhead) / 1024,
            // As for readers, below; what a slow broker had taken after all is told from new by its number.
            SocketTimeoutMs = 10_000,
            RetryBackoffMs = 50,
            RetryBackoffMaxMs = 1_000,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 2_000,
        };
        return new ProducerBuilder<byte[], byte[]>(config)
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler(static (_, _) => { })
            .Build();
    }

    /// <summary>Reads partitions it is given, from offsets it is given; belongs to no group and stores nothing on the cluster.</summary>
    public IConsumer<byte[], byte[]> Consumer()
    {
        NativeKafka.Use();
        var config = new ConsumerConfig(Further())
        {
            BootstrapServers = options.Servers,
            GroupId = "sd-reader",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
            IsolationLevel = IsolationLevel.ReadCommitted,
            QueuedMaxMessagesKbytes = 16 * 1024,
            FetchMaxBytes = Math.Max(16 * 1024 * 1024, maxRecordBytes + Overhead),
            MaxPartitionFetchBytes = Math.Max(1024 * 1024, maxRecordBytes + Overhead),
            MessageMaxBytes = maxRecordBytes + Overhead,
            FetchWaitMaxMs = (int)options.FetchWait.TotalMilliseconds,
            // A broker that dies with a request in its hands is given up after this; the client's own 60 s is how long its
            // partitions would stand still.
            SocketTimeoutMs = 5_000,
            FetchErrorBackoffMs = 50,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 2_000,
            TopicMetadataRefreshIntervalMs = 30_000,
        };
        return new ConsumerBuilder<byte[], byte[]>(config)
            .SetErrorHandler(static (_, _) => { })
            .SetLogHandler(static (_, _) => { })
            .Build();
    }

    public IAdminClient Admin()
    {
        NativeKafka.Use();
        return new AdminClientBuilder(new AdminClientConfig(Further()) { BootstrapServers = options.Servers })
            .SetErrorHandler(static (_, _) => { })
            .SetLogHandler(static (_, _) => { })
            .Build();
    }

    /// <summary>How this release wants a topic of the cluster.</summary>
    public TopicSpecification Specification(Topic topic) => new()
    {
        Name = options.NameOf(topic),
        NumPartitions = options.Partitions,
        ReplicationFactor = options.Replicas,
        Configs = new Dictionary<string, string>
        {
            ["cleanup.policy"] = Topics.IsCompacted(topic) ? "compact" : "delete",
            ["max.message.bytes"] = (maxRecordBytes + Overhead).ToString(CultureInfo.InvariantCulture),
            ["min.insync.replicas"] = options.Replicas > 2 ? "2" : "1",
            ["unclean.leader.election.enable"] = "false",
        },
    };

    private ClientConfig Further()
    {
        var config = new ClientConfig();
        foreach (var (name, value) in options.Client)
        {
            config.Set(name, value);
        }

        return config;
    }
}
