using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Tests.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Streams.Tests.Contract;

internal sealed class KafkaContractTests : RecordLogContract
{
    private MockKafka _cluster = null!;

    [SetUp]
    public void StartCluster() => _cluster = new MockKafka();

    [TearDown]
    public void StopCluster() => _cluster?.Dispose(); // None where there is no native client, and the tests are skipped.

    protected override IRecordLog Open(string name = "log") => KafkaRecordLog.Open(
        LogFixture.Options(Path.Combine(Folder, name)) with { SegmentBytes = 64 * 1024 },
        new KafkaLogOptions { Servers = _cluster.Servers, InFlight = 500, CreateTopics = false },
        logger: new TestLog<KafkaRecordLog>());
}
