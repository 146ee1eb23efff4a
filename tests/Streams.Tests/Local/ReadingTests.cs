using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class ReadingTests
{
    private const int Many = 20_000;

    [Test]
    public async Task Followers_see_every_record_once_and_in_order_while_it_is_written()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path) with { SegmentBytes = 64 * 1024 });
        for (var i = 0; i < 1500; i++)
        {
            LogFixture.Append(log, Topic.Events, i, length: i % 300);
        }

        var following = new[] { 0L, 700L, 1500L }.Select(from => Task.Run(() => FollowAsync(log, from))).ToArray();
        for (var i = 1500; i < Many; i++)
        {
            LogFixture.Append(log, Topic.Events, i, length: i % 300);
        }

        foreach (var (reader, from) in following.Zip([0L, 700L, 1500L]))
        {
            LogFixture.AssertNumbered(await reader, from, Many);
        }
    }

    [Test]
    public async Task Reading_without_following_ends_where_the_log_ended_at_the_call()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));
        LogFixture.Append(log, Topic.Events, 0);
        LogFixture.Append(log, Topic.Events, 1);
        var reading = log.ReadAsync(Topic.Events, 0, follow: false);
        LogFixture.Append(log, Topic.Events, 2);

        var offsets = new List<long>();
        await foreach (var record in reading)
        {
            offsets.Add(record.Offset);
        }

        Assert.That(offsets, Is.EqualTo(new[] { 0L, 1L }));
    }

    [Test]
    public async Task Follower_ends_when_cancelled()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));
        using var cancel = new CancellationTokenSource();
        var following = Task.Run(async () =>
        {
            await foreach (var _ in log.ReadAsync(Topic.Events, 0, follow: true, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        LogFixture.Append(log, Topic.Events, 0);

        Assert.That(async () => await following, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Seek_reads_from_near_the_record_not_from_the_start()
    {
        using var folder = new TempFolder();
        await using (var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path)))
        {
            for (var i = 0; i < 5000; i++)
            {
                LogFixture.Append(log, Topic.Events, i, length: 200);
            }
        }

        var segment = new Segment(LogFixture.Segments(folder.Path, Topic.Events).Single(), 0, 0);
        using var file = File.OpenHandle(segment.Path);
        var scanned = SegmentScan.Run(file, segment);
        var (offset, position) = segment.Index.Floor(4000);

        Assert.That(scanned.NextOffset, Is.EqualTo(5000));
        Assert.That(segment.Index.Count, Is.EqualTo(1 + 5000 * 240 / (SegmentIndex.Stride + 240)).Within(1));
        Assert.That(offset, Is.LessThanOrEqualTo(4000).And.GreaterThan(4000 - 2 * SegmentIndex.Stride / 240));
        Assert.That(position, Is.EqualTo(SegmentHeader.Size + offset * 240));
    }

    private static async Task<List<(long, byte[])>> FollowAsync(LocalSegmentLog log, long from)
    {
        var records = new List<(long, byte[])>();
        await foreach (var record in log.ReadAsync(Topic.Events, from, follow: true))
        {
            records.Add((record.Offset, record.Payload.ToArray()));
            if (record.Offset == Many - 1)
            {
                break;
            }
        }

        return records;
    }
}
