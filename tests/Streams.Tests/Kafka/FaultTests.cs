using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Tests.Contract;
using SecurityDecisioning.Streams.Tests.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

/// <summary>What is on the cluster after every fault: each record, in the order of its key, once to a reader. Nothing dropped.</summary>
internal sealed class FaultTests : RecordLogContract
{
    private const int Partitions = 4;

    private MockKafka _cluster = null!;

    [SetUp]
    public void StartCluster()
    {
        _cluster = new MockKafka();
        _cluster.CreateTopic("sd.events", Partitions);
    }

    [TearDown]
    public void StopCluster() => _cluster?.Dispose(); // None where there is no native client, and the tests are skipped.

    protected override IRecordLog Open(string name = "log") => KafkaRecordLog.Open(
        LogFixture.Options(Path.Combine(Folder, name)),
        new KafkaLogOptions { Servers = _cluster.Servers, InFlight = 500, CreateTopics = false },
        logger: new TestLog<KafkaRecordLog>());

    [Test]
    public async Task Broker_that_goes_and_comes_back_costs_nothing()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 300);
        _cluster.Down(2);
        var appending = AppendAsync(log, 300, 1_500);
        await Task.Delay(300, Patience);
        _cluster.Up(2);
        await appending;

        await AssertAllAsync(log, 1_500);
    }

    [Test]
    public async Task Leaders_that_move_while_records_flow_cost_nothing()
    {
        await using var log = Open();
        for (var round = 0; round < 6; round++)
        {
            var appending = AppendAsync(log, round * 300, (round + 1) * 300);
            for (var partition = 0; partition < Partitions; partition++)
            {
                _cluster.MoveLeader("sd.events", partition, 1 + (round + partition) % MockKafka.Brokers);
            }

            await appending;
        }

        await AssertAllAsync(log, 1_800);
    }

    [Test]
    public async Task Requests_answered_with_passing_errors_are_sent_again()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 100);
        _cluster.FailNext(
            MockKafka.Produce, MockKafka.NotLeader, MockKafka.RequestTimedOut, MockKafka.NotEnoughReplicas,
            MockKafka.NotEnoughReplicasAfterAppend, MockKafka.LeaderNotAvailable, MockKafka.RequestTimedOut);
        _cluster.FailNext(MockKafka.Fetch, MockKafka.NotLeader, MockKafka.LeaderNotAvailable);
        await AppendAsync(log, 100, 1_500);

        await AssertAllAsync(log, 1_500);
    }

    [Test]
    public async Task Record_refused_for_good_is_sent_again_from_the_disk_with_all_that_follow()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 100);
        _cluster.FailNext(MockKafka.Produce, MockKafka.TopicNotAuthorized);
        await AppendAsync(log, 100, 900);

        await AssertAllAsync(log, 900);
    }

    [Test]
    public async Task Slow_round_trips_only_make_it_later()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 50);
        _cluster.RoundTrip(TimeSpan.FromMilliseconds(150));
        await AppendAsync(log, 50, 800);
        _cluster.RoundTrip(TimeSpan.Zero);

        await AssertAllAsync(log, 800);
    }

    [Test]
    public async Task Cluster_that_is_away_is_waited_for_on_disk_and_said()
    {
        await using var log = Open();
        await AppendAsync(log, 0, 100);
        _cluster.AllDown();
        var last = default(LogPosition);
        for (var i = 100; i < 2_000; i++)
        {
            last = Append(log, i);
        }

        await log.WhenDurableAsync(last, Patience);
        await UntilAsync(() => log.Status().Sharing is { IsConnected: false, Unsent: 1_900, Problem: not null });
        _cluster.AllUp();
        await log.WhenSharedAsync(last, Patience);

        await AssertAllAsync(log, 2_000);
        Assert.That(log.Status().Sharing, Is.EqualTo(new SharingStatus(true, null, 0, TimeSpan.Zero, 0)));
    }

    [Test]
    public async Task Log_opened_while_the_cluster_is_away_takes_records_and_the_next_start_sends_them()
    {
        _cluster.AllDown();
        await using (var log = Open())
        {
            var last = default(LogPosition);
            for (var i = 0; i < 700; i++)
            {
                last = Append(log, i);
            }

            await log.WhenDurableAsync(last, Patience);
            Assert.That(async () => await log.WhenSharedAsync(last, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        }

        _cluster.AllUp();
        await using var again = Open();
        await again.WhenSharedAsync(new LogPosition(Topic.Events, 699), Patience);

        await AssertAllAsync(again, 700);
    }

    [Test]
    public async Task What_was_sent_and_forgotten_is_sent_twice_and_read_once()
    {
        await using (var log = Open())
        {
            await AppendAsync(log, 0, 500);
        }

        // As after kill -9 between the cluster's confirmation and the note of it.
        File.Delete(Path.Combine(Folder, "log", "sent"));
        await using var again = Open();
        await AppendAsync(again, 500, 800);

        await AssertAllAsync(again, 800);
    }

    [Test]
    public async Task Log_whose_offsets_began_again_gets_another_origin_and_none_of_it_is_taken_for_known()
    {
        ulong first;
        await using (var log = Open())
        {
            first = log.Origin;
            await AppendAsync(log, 0, 200);
        }

        Directory.Delete(Path.Combine(Folder, "log", "events"), recursive: true);
        await using var again = Open();
        await AppendAsync(again, 0, 50);

        Assert.That(again.Origin, Is.Not.EqualTo(first));
        var read = await ReadSharedAsync(again, Topic.Events, new LogCursor());
        AssertComplete(read.Where(r => r.Origin == first), 0, 200);
        AssertComplete(read.Where(r => r.Origin == again.Origin), 0, 50);
    }

    [Test]
    public async Task Two_logs_read_each_other_and_tell_their_own_records_by_origin()
    {
        await using var one = Open("one");
        await using var other = Open("other");
        await Task.WhenAll(AppendAsync(one, 0, 600), AppendAsync(other, 0, 400));

        foreach (var log in new[] { one, other })
        {
            var read = await ReadSharedAsync(log, Topic.Events, new LogCursor());
            AssertComplete(read.Where(r => r.Origin == one.Origin), 0, 600);
            AssertComplete(read.Where(r => r.Origin == other.Origin), 0, 400);
            Assert.That(read, Has.Count.EqualTo(1_000));
        }
    }

    [Test]
    public async Task Unsent_records_that_the_disk_has_lost_are_counted_and_those_behind_them_are_sent()
    {
        _cluster.AllDown();
        var local = LogFixture.Options(Path.Combine(Folder, "log")) with { SegmentBytes = 8_192, OpenDamaged = true };
        var kafka = new KafkaLogOptions { Servers = _cluster.Servers, CreateTopics = false };
        await using (var log = KafkaRecordLog.Open(local, kafka))
        {
            for (var i = 0; i < 500; i++)
            {
                Append(log, i);
            }
        }

        var second = LogFixture.Segments(local.Folder, Topic.Events)[1];
        var bytes = await File.ReadAllBytesAsync(second);
        bytes[3_000] ^= 1;
        await File.WriteAllBytesAsync(second, bytes);
        _cluster.AllUp();

        await using var again = KafkaRecordLog.Open(local, kafka);
        await again.WhenSharedAsync(new LogPosition(Topic.Events, 499), Patience);
        var read = await ReadSharedAsync(again, Topic.Events, new LogCursor());

        var dropped = again.Status().Sharing!.Dropped;
        Assert.That(dropped, Is.GreaterThan(0));
        Assert.That(read.Select(r => r.Sequence), Is.Unique);
        Assert.That(read, Has.Count.EqualTo(500 - dropped));
        Assert.That(read.Max(r => r.Sequence), Is.EqualTo(499));
    }

    private async Task AssertAllAsync(IRecordLog log, int end)
    {
        AssertComplete(await ReadSharedAsync(log, Topic.Events, new LogCursor()), 0, end);
        Assert.That(log.Status().Sharing!.Dropped, Is.Zero);
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20, Patience);
        }
    }
}
