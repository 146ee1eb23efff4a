using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class LogVerificationTests
{
    private const int Records = 60;

    [Test]
    public async Task Intact_log_is_counted_whole_while_it_is_open()
    {
        using var folder = new TempFolder();
        await using var log = await FillAsync(folder.Path);

        var verdicts = LogVerification.Verify(folder.Path).ToList();

        Assert.That(verdicts.Select(v => v.Damage), Has.All.Null);
        Assert.That(verdicts.Sum(v => v.Records), Is.EqualTo(Records));
        Assert.That(verdicts, Has.Count.GreaterThan(1), "the log has several segments");
    }

    [Test]
    public async Task Torn_tail_of_the_newest_segment_is_told_and_left_alone()
    {
        using var folder = new TempFolder();
        await (await FillAsync(folder.Path)).DisposeAsync();
        var newest = LogFixture.Segments(folder.Path, Topic.Events)[^1];
        await File.AppendAllTextAsync(newest, "torn");
        var size = new FileInfo(newest).Length;

        var verdict = LogVerification.Verify(folder.Path).Last();

        Assert.That((verdict.TornBytes, verdict.Damage), Is.EqualTo((4L, (string?)null)));
        Assert.That(new FileInfo(newest).Length, Is.EqualTo(size));
    }

    [Test]
    public async Task Flipped_bit_before_good_records_is_damage_that_names_the_file()
    {
        using var folder = new TempFolder();
        await (await FillAsync(folder.Path)).DisposeAsync();
        var oldest = LogFixture.Segments(folder.Path, Topic.Events)[0];
        var bytes = await File.ReadAllBytesAsync(oldest);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(oldest, bytes);

        Assert.That(LogVerification.Verify(folder.Path).First().Damage, Does.Contain(oldest));
    }

    [Test]
    public async Task Cut_older_segment_is_damage_that_counts_what_is_missing()
    {
        using var folder = new TempFolder();
        await (await FillAsync(folder.Path)).DisposeAsync();
        var oldest = LogFixture.Segments(folder.Path, Topic.Events)[0];
        var bytes = await File.ReadAllBytesAsync(oldest);
        await File.WriteAllBytesAsync(oldest, bytes[..^10]);

        Assert.That(LogVerification.Verify(folder.Path).First().Damage, Does.Contain("missing"));
    }

    [Test]
    public void Folder_without_a_log_is_told() =>
        Assert.That(() => LogVerification.Verify("/nowhere/at/all").ToList(), Throws.InstanceOf<DirectoryNotFoundException>());

    private static async Task<LocalSegmentLog> FillAsync(string folder)
    {
        var log = LocalSegmentLog.Open(LogFixture.Options(folder) with { SegmentBytes = 4_096 });
        for (var i = 0; i < Records; i++)
        {
            // Each on disk before the next, so that segments are begun in between.
            await log.WhenDurableAsync(LogFixture.Append(log, Topic.Events, i, length: 200));
        }

        return log;
    }
}
