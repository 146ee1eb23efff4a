using System.Runtime.InteropServices;

namespace SecurityDecisioning.TestKit.Kafka;

/// <summary>
/// Three brokers of librdkafka's own mock cluster, on loopback TCP ports that any client in any process can use. They keep a
/// few MB per partition, in memory, and can be made to fail. They make topics by themselves and neither check sequences nor
/// compact: what the log promises must not lean on either.
/// </summary>
public sealed class MockKafka : IDisposable
{
    public const int Brokers = 3;

    /// <summary>Numbers of the Kafka protocol: requests.</summary>
    public const short Produce = 0, Fetch = 1, Metadata = 3;

    /// <summary>Numbers of the Kafka protocol: errors a client may see and must get over.</summary>
    public const int LeaderNotAvailable = 5, NotLeader = 6, RequestTimedOut = 7, NotEnoughReplicas = 19, NotEnoughReplicasAfterAppend = 20;

    /// <summary>Errors after which a record is refused for good.</summary>
    public const int TooLarge = 10, TopicNotAuthorized = 29;

    private readonly nint _client;
    private readonly nint _cluster;
    private bool _isDisposed;

    /// <summary>Skips the test, or fails it in CI, where there is no native client.</summary>
    public MockKafka(int brokers = Brokers)
    {
        Requires.Component(MockKafkaNative.TryLoad(), "the native Kafka client (build/kafka-native.sh)");
        var error = new byte[512];
        _client = MockKafkaNative.New(0, MockKafkaNative.NewConfiguration(), error, (nuint)error.Length);
        Assert.That(_client, Is.Not.Zero, System.Text.Encoding.UTF8.GetString(error).TrimEnd('\0'));
        _cluster = MockKafkaNative.NewCluster(_client, brokers);
        Assert.That(_cluster, Is.Not.Zero, "no mock cluster could be made");
        Servers = Marshal.PtrToStringUTF8(MockKafkaNative.Bootstraps(_cluster))!;
    }

    /// <summary>Where to find the brokers: <c>host:port</c>, separated by commas.</summary>
    public string Servers { get; }

    public void CreateTopic(string name, int partitions) =>
        Check(MockKafkaNative.CreateTopic(_cluster, name, partitions, Brokers));

    /// <summary>Broker <paramref name="id"/> (1 to 3) drops its connections and takes no new ones.</summary>
    public void Down(int id) => Check(MockKafkaNative.Down(_cluster, id));

    public void Up(int id) => Check(MockKafkaNative.Up(_cluster, id));

    public void AllDown()
    {
        for (var id = 1; id <= Brokers; id++)
        {
            Down(id);
        }
    }

    public void AllUp()
    {
        for (var id = 1; id <= Brokers; id++)
        {
            Up(id);
        }
    }

    public void MoveLeader(string topic, int partition, int broker) =>
        Check(MockKafkaNative.SetLeader(_cluster, topic, partition, broker));

    /// <summary>Every answer of every broker takes this long.</summary>
    public void RoundTrip(TimeSpan time)
    {
        for (var id = 1; id <= Brokers; id++)
        {
            Check(MockKafkaNative.RoundTrip(_cluster, id, (int)time.TotalMilliseconds));
        }
    }

    /// <summary>The next requests of this kind are answered with these errors, one each.</summary>
    public void FailNext(short request, params int[] errors) =>
        MockKafkaNative.PushErrors(_cluster, request, (nuint)errors.Length, errors);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            MockKafkaNative.DestroyCluster(_cluster);
            MockKafkaNative.Destroy(_client);
        }
    }

    private static void Check(int error) => Assert.That(error, Is.Zero, "the mock cluster refused");
}
