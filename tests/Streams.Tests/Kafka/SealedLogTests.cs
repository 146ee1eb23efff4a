using System.Text;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Tests.Contract;
using SecurityDecisioning.Streams.Tests.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

/// <summary>Readers on one cluster take what has their key and tell what has not.</summary>
internal sealed class SealedLogTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Other = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

    [Test]
    public async Task Records_with_another_key_or_none_are_passed_over_and_counted()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var ours = Open(cluster, folder["ours"], Key);
        await using var peer = Open(cluster, folder["peer"], Key);
        await using var stranger = Open(cluster, folder["stranger"], Other);
        await using var bare = Open(cluster, folder["bare"], []);
        foreach (var (log, text) in new[] { (stranger, "stranger"), (bare, "bare"), (peer, "peer"), (ours, "ours") })
        {
            var position = log.Append(Topic.Restrictions, 1, 1_000, Encoding.UTF8.GetBytes(text));
            await log.WhenSharedAsync(position, patience.Token);
        }

        var read = new List<string>();
        await foreach (var record in ours.ReadSharedAsync(Topic.Restrictions, new LogCursor(), follow: false, patience.Token))
        {
            read.Add(Encoding.UTF8.GetString(record.Payload.Span));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Is.EqualTo(new[] { "peer", "ours" }));
            Assert.That(ours.Status().Sharing!.OtherKey, Is.EqualTo(2));
            Assert.That(ours.Status().Sharing!.BadSeal, Is.Zero);
        }
    }

    [Test]
    public void Cursor_set_back_knows_what_it_has_seen()
    {
        var cursor = new LogCursor();
        var record = new SharedRecord(3, 10, Origin: 5, Sequence: 20, 0, 0, default);
        cursor.TryAdvance(record);
        Assert.That(cursor.Passed, Is.EqualTo(11));

        cursor.Rewind();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cursor.NextOffset(3), Is.Zero);
            Assert.That(cursor.TryAdvance(record with { Offset = 0 }), Is.False, "the same record in a cluster made anew");
            Assert.That(cursor.TryAdvance(record with { Offset = 1, Sequence = 21 }), Is.True);
        }
    }

    [Test]
    public void Key_of_another_length_is_refused() => Assert.That(
        new KafkaLogOptions { Servers = "a:1", Key = new byte[16] }.Validate(), Has.One.Contains("32 bytes"));

    private static KafkaRecordLog Open(MockKafka cluster, string folder, byte[] key) => KafkaRecordLog.Open(
        LogFixture.Options(folder),
        new KafkaLogOptions { Servers = cluster.Servers, CreateTopics = false, Key = key },
        logger: new TestLog<KafkaRecordLog>());
}
