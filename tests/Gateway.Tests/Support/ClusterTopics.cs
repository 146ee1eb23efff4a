using SecurityDecisioning.Streams;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The topics of a cluster as whoever keeps it makes them, before any gateway starts.</summary>
internal static class ClusterTopics
{
    private const int Partitions = 4;

    /// <summary>
    /// Makes them all. Without this the mock cluster makes each when the first record comes for it, and a client that asked before
    /// believes for 30 s (<c>topic.metadata.propagation.max.ms</c>) that it will come by itself.
    /// </summary>
    public static void MakeTopics(this MockKafka cluster)
    {
        foreach (var topic in Topics.All)
        {
            cluster.CreateTopic($"sd.{Topics.NameOf(topic)}", Partitions);
        }
    }
}
