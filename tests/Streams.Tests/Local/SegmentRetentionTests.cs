using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class SegmentRetentionTests
{
    private const long MiB = 1024 * 1024;

    [Test]
    public async Task Oldest_segments_go_until_the_topic_fits()
    {
        using var folder = new TempFolder();
        var (files, options) = await WriteAsync(folder.Path, new LogRetention(TimeSpan.FromDays(1), MiB));

        new SegmentRetention([files], options, TimeProvider.System, NullLogger.Instance).Apply();

        Assert.That(files.Bytes, Is.LessThanOrEqualTo(MiB).And.GreaterThan(MiB - options.SegmentBytes));
        Assert.That(files.StartOffset, Is.GreaterThan(0));
        Assert.That(LogFixture.Segments(folder.Path, Topic.Events), Has.Length.EqualTo(files.Segments.Count));
    }

    [Test]
    public async Task Segments_past_their_age_go_and_the_newest_stays()
    {
        using var folder = new TempFolder();
        var (files, options) = await WriteAsync(folder.Path, new LogRetention(TimeSpan.FromHours(1), 1024 * MiB));
        var time = new ManualTimeProvider();
        var before = files.Segments.Count;
        foreach (var (segment, i) in files.Segments.Select((s, i) => (s, i)))
        {
            File.SetLastWriteTimeUtc(segment.Path, time.GetUtcNow().UtcDateTime.AddMinutes(i < 3 ? -61 : -59));
        }

        var retention = new SegmentRetention([files], options, time, NullLogger.Instance);
        retention.Apply();
        Assert.That(files.Segments, Has.Count.EqualTo(before - 3));

        time.Advance(TimeSpan.FromDays(1));
        retention.Apply();
        Assert.That(files.Segments, Has.Count.EqualTo(1));
        Assert.That(files.Segments[0].Bytes, Is.GreaterThan(SegmentHeader.Size));
    }

    [Test]
    public async Task Reader_goes_on_through_a_segment_that_is_removed_under_it()
    {
        using var folder = new TempFolder();
        var (files, options) = await WriteAsync(folder.Path, new LogRetention(TimeSpan.FromDays(1), MiB));
        using var reader = new TopicReader(files, 0);
        Assert.That(reader.TryRead(out var first), Is.True);
        Assert.That(first.Offset, Is.Zero);

        new SegmentRetention([files], options, TimeProvider.System, NullLogger.Instance).Apply();

        var offsets = new List<long>();
        while (reader.TryRead(out var record))
        {
            offsets.Add(record.Offset);
        }

        Assert.That(offsets, Is.Ordered.And.Unique);
        Assert.That(offsets[^1], Is.EqualTo(files.Gate.End - 1));
    }

    [Test]
    public async Task Reading_from_before_what_is_kept_begins_with_the_first_that_is()
    {
        using var folder = new TempFolder();
        var (files, options) = await WriteAsync(folder.Path, new LogRetention(TimeSpan.FromDays(1), MiB));
        new SegmentRetention([files], options, TimeProvider.System, NullLogger.Instance).Apply();

        await using var log = LocalSegmentLog.Open(options);
        var read = await LogFixture.ReadAllAsync(log, Topic.Events);

        Assert.That(log.StartOffset(Topic.Events), Is.GreaterThan(0));
        LogFixture.AssertNumbered(read, log.StartOffset(Topic.Events), log.EndOffset(Topic.Events));
    }

    [Test]
    public async Task Segments_that_somebody_still_needs_stay_however_old_until_the_size_is_reached()
    {
        using var folder = new TempFolder();
        var (files, options) = await WriteAsync(folder.Path, new LogRetention(TimeSpan.FromMinutes(1), 1024 * MiB));
        var time = new ManualTimeProvider();
        foreach (var segment in files.Segments)
        {
            File.SetLastWriteTimeUtc(segment.Path, time.GetUtcNow().UtcDateTime.AddDays(-1));
        }

        var needed = files.Segments[2].BaseOffset + 1;
        var byAge = new SegmentRetention([files], options, time, NullLogger.Instance, keptFrom: _ => needed);
        byAge.Apply();
        Assert.That(files.StartOffset, Is.LessThanOrEqualTo(needed).And.GreaterThan(0));
        Assert.That(byAge.Dropped, Is.Zero);

        var bySize = new SegmentRetention(
            [files], options with { Events = new LogRetention(TimeSpan.FromDays(9), MiB) }, time, NullLogger.Instance, keptFrom: _ => needed);
        bySize.Apply();
        Assert.That(bySize.Dropped, Is.EqualTo(files.StartOffset - needed).And.GreaterThan(0));
    }

    private static async Task<(TopicFiles Files, LocalLogOptions Options)> WriteAsync(string folder, LogRetention retention)
    {
        var options = LogFixture.Options(folder) with { SegmentBytes = 256 * 1024 };
        await using (var log = LocalSegmentLog.Open(options))
        {
            for (var i = 0; i < 2000; i++)
            {
                LogFixture.Append(log, Topic.Events, i, length: 1000);
            }
        }

        var files = TopicRecovery.Open(LogFixture.SegmentFolder(folder, Topic.Events), Topic.Events, NullLogger.Instance);
        return (files, options with { Events = retention });
    }
}
