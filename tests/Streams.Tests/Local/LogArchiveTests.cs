using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>A log read from outside, while its writer may be at work.</summary>
internal sealed class LogArchiveTests
{
    private const int Records = 200;

    [Test]
    public async Task Log_that_is_open_elsewhere_is_read_whole_and_stays_open_there()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(Options(folder.Path));
        await FillAsync(log);

        var (read, damage) = ReadAll(folder.Path);
        var position = LogFixture.Append(log, Topic.Events, Records);
        await log.WhenDurableAsync(position);

        Assert.That(damage, Is.Empty);
        LogFixture.AssertNumbered(read, 0, Records);
        Assert.That(ReadAll(folder.Path).Read, Has.Count.EqualTo(Records + 1));
    }

    [Test]
    public async Task Torn_tail_is_left_out_and_left_alone()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var newest = LogFixture.Segments(folder.Path, Topic.Events)[^1];
        await File.AppendAllTextAsync(newest, "torn");
        var size = new FileInfo(newest).Length;

        var (read, damage) = ReadAll(folder.Path);

        LogFixture.AssertNumbered(read, 0, Records);
        Assert.That(damage, Is.Empty);
        Assert.That(new FileInfo(newest).Length, Is.EqualTo(size));
    }

    [TestCase(1, 2_000)]
    [TestCase(-1, 100)]
    [TestCase(1, 4)]
    public async Task Damage_is_told_once_and_costs_no_more_than_the_rest_of_its_file(int segment, int at)
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var segments = LogFixture.Segments(folder.Path, Topic.Events);
        var index = segment < 0 ? segments.Length + segment : segment;
        var bytes = await File.ReadAllBytesAsync(segments[index]);
        bytes[at] ^= 0x10;
        await File.WriteAllBytesAsync(segments[index], bytes);
        Assert.That(SegmentHeader.TryParseFileName(segments[index], out var first));
        var next = index + 1 < segments.Length && SegmentHeader.TryParseFileName(segments[index + 1], out var following)
            ? following
            : Records;

        var (read, damage) = ReadAll(folder.Path);

        Assert.That(damage.Single().File, Is.EqualTo(segments[index]));
        Assert.That(read.Select(r => r.Offset), Is.Ordered.And.Unique);
        Assert.That(read.Count(r => r.Offset < first || r.Offset >= next), Is.EqualTo(Records - (next - first)));
    }

    [Test]
    public async Task Reading_from_a_time_begins_with_the_file_that_holds_it_and_misses_nothing()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var archive = LogArchive.Open(folder.Path, Topic.Events);
        foreach (var number in new[] { 0, 1, 60, 100, Records - 1, Records + 5 })
        {
            var from = archive.FileBefore(SampleEvents.StartMs + number);
            var read = archive.Read(_ => { }, from).Select(r => r.Offset).ToList();

            Assert.That(from, Is.LessThanOrEqualTo(number));
            Assert.That(number - from, Is.LessThan(60), "most of what lies before is not read");
            Assert.That(read, Is.EqualTo(Enumerable.Range((int)from, Records - (int)from).Select(i => (long)i)));
        }

        Assert.That(archive.NewestFile, Is.EqualTo(archive.FileBefore(long.MaxValue)));
        Assert.That(archive.BytesFrom(archive.NewestFile), Is.Positive.And.LessThan(archive.BytesFrom()));
    }

    [Test]
    public void Topic_without_records_and_folder_without_a_topic_read_as_empty()
    {
        using var folder = new TempFolder();
        Assert.That(ReadAll(folder.Path).Read, Is.Empty);
        Assert.That(() => LogArchive.Open(folder["none"], Topic.Events), Throws.TypeOf<DirectoryNotFoundException>());
    }

    private static LocalLogOptions Options(string folder) => LogFixture.Options(folder) with { SegmentBytes = 4096 };

    private static async Task WriteAsync(string folder)
    {
        await using var log = LocalSegmentLog.Open(Options(folder));
        await FillAsync(log);
    }

    private static async Task FillAsync(LocalSegmentLog log)
    {
        LogPosition last = default;
        for (var i = 0; i < Records; i++)
        {
            last = LogFixture.Append(log, Topic.Events, i);
        }

        await log.WhenDurableAsync(last);
    }

    private static (List<(long Offset, byte[] Payload)> Read, List<LogCorruptException> Damage) ReadAll(string folder)
    {
        var damage = new List<LogCorruptException>();
        var read = LogArchive.Open(folder, Topic.Events).Read(damage.Add).Select(r => (r.Offset, r.Payload.ToArray())).ToList();
        return (read, damage);
    }
}
