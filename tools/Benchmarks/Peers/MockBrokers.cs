using Confluent.Kafka;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Kafka;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>
/// Three brokers of librdkafka's own mock cluster, in a process of their own so that their processor time counts for nobody. They
/// speak the protocol over TCP, keep a few MB per partition in memory, answer a reader that has nothing to get at the end of its
/// wait only, and have no disk: what a real cluster adds is its round trip and its copies.
/// </summary>
internal static class MockBrokers
{
    private const int Brokers = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs them until standard input ends; the first line of output is where they are.</summary>
    public static async Task RunAsync(string topicPrefix)
    {
        NativeKafka.Require();
        var config = new AdminClientConfig { BootstrapServers = "127.0.0.1:1" };
        config.Set("test.mock.num.brokers", $"{Brokers}");
        using var admin = new AdminClientBuilder(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        foreach (var topic in Topics.All)
        {
            // They make a topic that somebody asks for.
            admin.GetMetadata(topicPrefix + Topics.NameOf(topic), Patience);
        }

        var brokers = admin.GetMetadata(Patience).Brokers;
        await System.Console.Out.WriteLineAsync(string.Join(',', brokers.Select(static b => $"{b.Host}:{b.Port}")));
        await System.Console.In.ReadToEndAsync();
    }
}
