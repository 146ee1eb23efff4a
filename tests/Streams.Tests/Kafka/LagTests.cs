using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Tests.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

/// <summary>What the metrics say of records on their way between two logs: how many wait, where, and since when.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class LagTests
{
    private const int Partitions = 4;

    private MockKafka _cluster = null!;
    private TempFolder _folder = null!;
    private CancellationTokenSource _patience = null!;
    private int _read;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        _read = 0;
        _cluster = new MockKafka();
        _cluster.CreateTopic("sd.events", Partitions);
    }

    [TearDown]
    public void TearDown()
    {
        _patience.Dispose();
        _folder.Dispose();
        _cluster?.Dispose();
    }

    [Test]
    public async Task Lag_grows_while_a_reader_stands_still_and_is_zero_once_it_has_taken_in_all()
    {
        using var probe = new MetricsProbe();
        await using var writer = Open("writer");
        await using var reader = Open("reader", probe);
        var stands = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
        var following = FollowAsync(reader, stands.Task, stop.Token);

        await AppendAsync(writer, 0, 400);
        await UntilAsync(() => probe.Now("sd.log.lag events") == 400);
        await AppendAsync(writer, 400, 1_000);
        await UntilAsync(() => probe.Now("sd.log.lag events") == 1_000);
        Assert.That(probe.Metrics.LagOf(Topic.Events), Is.EqualTo(1_000), "and so the health page hears of it");

        stands.SetResult();
        await UntilAsync(() => probe.Now("sd.log.lag events") == 0);
        await AppendAsync(writer, 1_000, 1_100);
        await UntilAsync(() => Volatile.Read(ref _read) == 1_100);
        await UntilAsync(() => probe.Now("sd.log.lag events") == 0);
        await stop.CancelAsync();
        await following;
        Assert.That(probe.Now("sd.log.lag events"), Is.Null, "who does not read has no lag");
    }

    [Test]
    public async Task Unsent_records_and_the_age_of_the_oldest_grow_while_brokers_are_away_and_so_does_the_age_of_the_lag()
    {
        using var sending = new MetricsProbe();
        using var reading = new MetricsProbe();
        await using var writer = Open("writer", sending);
        await using var reader = Open("reader", reading);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
        var following = FollowAsync(reader, Task.CompletedTask, stop.Token);
        await AppendAsync(writer, 0, 100);
        await UntilAsync(() => reading.Now("sd.log.lag events") == 0);
        Assert.That(sending.Now("sd.log.unsent events"), Is.Zero);

        _cluster.AllDown();
        var last = default(LogPosition);
        for (var i = 100; i < 350; i++)
        {
            last = LogFixture.Append(writer, Topic.Events, i);
        }

        await UntilAsync(() => sending.Now("sd.log.unsent events") == 250 && sending.Now("sd.log.oldest_unsent events") > 2);
        await UntilAsync(() => reading.Now("sd.log.lag_age events") > 4);
        Assert.That(reading.Now("sd.log.lag events"), Is.Zero, "as of when the cluster was last heard of: that is what the age is for");
        Assert.That(writer.Status().Sharing, Has.Property("IsConnected").False);

        _cluster.AllUp();
        await writer.WhenSharedAsync(last, _patience.Token);
        await UntilAsync(() => sending.Now("sd.log.unsent events") == 0 && sending.Now("sd.log.oldest_unsent events") == 0);
        await UntilAsync(() => Volatile.Read(ref _read) == 350);
        await UntilAsync(() => reading.Now("sd.log.lag_age events") < 3 && reading.Now("sd.log.lag events") == 0);
        Assert.That(writer.Status().Sharing, Has.Property("IsConnected").True);
        Assert.That(sending.Sum("sd.log.shared events"), Is.EqualTo(350));
        Assert.That(sending.SumOfAll("sd.log.dropped"), Is.Zero);
        await stop.CancelAsync();
        await following;
    }

    [Test]
    public async Task What_people_wait_for_does_not_stand_behind_events_that_the_cluster_takes_slowly()
    {
        _cluster.CreateTopic("sd.restrictions", Partitions);
        await using var log = Open("writer");
        await log.WhenSharedAsync(LogFixture.Append(log, Topic.Restrictions, 0), _patience.Token);
        _cluster.RoundTrip(TimeSpan.FromMilliseconds(100));
        var events = default(LogPosition);
        for (var i = 0; i < 3_000; i++)
        {
            events = LogFixture.Append(log, Topic.Events, i);
        }

        await log.WhenSharedAsync(LogFixture.Append(log, Topic.Restrictions, 1), _patience.Token);

        Assert.That(log.Status().Sharing!.Unsent, Is.GreaterThan(1_000), "events still wait for their turns");
        _cluster.RoundTrip(TimeSpan.Zero);
        await log.WhenSharedAsync(events, _patience.Token);
    }

    private KafkaRecordLog Open(string name, MetricsProbe? probe = null) => KafkaRecordLog.Open(
        LogFixture.Options(_folder[name]),
        new KafkaLogOptions { Servers = _cluster.Servers, InFlight = 100, CreateTopics = false },
        metrics: probe?.Metrics);

    /// <summary>Reads until cancelled, once <paramref name="may"/> lets it take in the first, and counts them.</summary>
    private async Task FollowAsync(KafkaRecordLog log, Task may, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in log.ReadSharedAsync(Topic.Events, new LogCursor(), follow: true, cancellationToken))
            {
                await may;
                Interlocked.Increment(ref _read);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As wanted.
        }
    }

    private async Task AppendAsync(KafkaRecordLog log, int from, int to)
    {
        var last = default(LogPosition);
        for (var i = from; i < to; i++)
        {
            last = LogFixture.Append(log, Topic.Events, i);
        }

        await log.WhenSharedAsync(last, _patience.Token);
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20, _patience.Token);
        }
    }
}
