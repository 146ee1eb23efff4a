using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class RecoveryTests
{
    private const int Records = 20;

    [Test]
    public async Task Tail_torn_at_any_byte_of_the_last_record_costs_that_record_only()
    {
        using var folder = new TempFolder();
        var (file, whole, lastAt) = await WriteAsync(folder.Path);
        for (var length = lastAt; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);

            var files = Recover(folder.Path);

            Assert.That(files.Gate.End, Is.EqualTo(Records - 1), $"cut at {length}");
            Assert.That(files.RecoveredBytes, Is.EqualTo(length - lastAt));
            Assert.That(new FileInfo(file).Length, Is.EqualTo(lastAt));
        }
    }

    [Test]
    public async Task Recovered_log_goes_on_where_the_good_records_end()
    {
        using var folder = new TempFolder();
        var (file, whole, _) = await WriteAsync(folder.Path);
        await File.WriteAllBytesAsync(file, whole[..^3]);

        await using (var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path)))
        {
            Assert.That(log.Status().Topics[0].RecoveredBytes, Is.GreaterThan(0));
            LogFixture.Append(log, Topic.Events, Records - 1, length: 500);
            LogFixture.Append(log, Topic.Events, Records, length: 1);
        }

        await using var again = LocalSegmentLog.Open(LogFixture.Options(folder.Path));
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, Records + 1);
    }

    [TestCase(1)]
    [TestCase(39)]
    [TestCase(40)]
    [TestCase(5000)]
    [TestCase(3_000_000)]
    public async Task Zeros_after_the_last_record_are_a_torn_tail(int zeros)
    {
        using var folder = new TempFolder();
        var (file, whole, _) = await WriteAsync(folder.Path);
        await File.WriteAllBytesAsync(file, [.. whole, .. new byte[zeros]]);

        var files = Recover(folder.Path);

        Assert.That((files.Gate.End, files.RecoveredBytes), Is.EqualTo((Records, zeros)));
    }

    [Test]
    public async Task Any_flipped_bit_before_good_records_is_refused_naming_file_and_byte()
    {
        using var folder = new TempFolder();
        var (file, whole, _) = await WriteAsync(folder.Path);
        var (at, size) = FrameOf(whole, number: 7);
        for (var i = at; i < at + size; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(file, damaged);

            var refused = Assert.Throws<LogCorruptException>(() => Recover(folder.Path), $"byte {i}")!;

            Assert.That((refused.File, refused.Position), Is.EqualTo((file, (long)at)));
            Assert.That(refused.Message, Does.Contain(file).And.Contain($"byte {at}").And.Contain("truncate"));
            Assert.That(new FileInfo(file).Length, Is.EqualTo(whole.Length), "nothing may be cut");
        }
    }

    [Test]
    public async Task Any_flipped_bit_in_the_last_record_is_noticed()
    {
        using var folder = new TempFolder();
        var (file, whole, lastAt) = await WriteAsync(folder.Path);
        for (var i = lastAt; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(file, damaged);

            Assert.That(Recover(folder.Path).Gate.End, Is.EqualTo(Records - 1), $"byte {i}");
        }
    }

    [Test]
    public async Task Damage_in_an_older_segment_is_found_when_it_is_read_and_spares_the_rest()
    {
        using var folder = new TempFolder();
        var options = LogFixture.Options(folder.Path) with { SegmentBytes = 4096 };
        await using (var log = LocalSegmentLog.Open(options))
        {
            for (var i = 0; i < 200; i++)
            {
                LogFixture.Append(log, Topic.Events, i);
            }
        }

        var second = LogFixture.Segments(folder.Path, Topic.Events)[1];
        var bytes = await File.ReadAllBytesAsync(second);
        bytes[2000] ^= 0x10;
        await File.WriteAllBytesAsync(second, bytes);
        Assert.That(SegmentHeader.TryParseFileName(LogFixture.Segments(folder.Path, Topic.Events)[2], out var third));

        await using var damaged = LocalSegmentLog.Open(options);
        var refused = Assert.ThrowsAsync<LogCorruptException>(() => LogFixture.ReadAllAsync(damaged, Topic.Events))!;
        Assert.That(refused.File, Is.EqualTo(second));
        Assert.That(refused.Position, Is.GreaterThan(2000 - 140).And.LessThanOrEqualTo(2000));
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(damaged, Topic.Events, third), third, 200);
    }

    [Test]
    public async Task Missing_segment_is_noticed_instead_of_skipped()
    {
        using var folder = new TempFolder();
        var options = LogFixture.Options(folder.Path) with { SegmentBytes = 4096 };
        await using (var log = LocalSegmentLog.Open(options))
        {
            for (var i = 0; i < 200; i++)
            {
                LogFixture.Append(log, Topic.Events, i);
            }
        }

        File.Delete(LogFixture.Segments(folder.Path, Topic.Events)[2]);

        await using var damaged = LocalSegmentLog.Open(options);
        Assert.That(
            () => LogFixture.ReadAllAsync(damaged, Topic.Events),
            Throws.TypeOf<LogCorruptException>().With.Message.Contains("are missing"));
    }

    [Test]
    public async Task File_that_was_only_just_begun_is_begun_again()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var begun = Path.Combine(LogFixture.SegmentFolder(folder.Path, Topic.Events), SegmentHeader.FileName(Records));
        foreach (var length in new[] { 0, 1, SegmentHeader.Size - 1, SegmentHeader.Size })
        {
            await File.WriteAllBytesAsync(begun, new byte[length]);

            Assert.That(Recover(folder.Path).Gate.End, Is.EqualTo(Records), $"{length} bytes");
            Assert.That(File.Exists(begun), Is.False);
        }
    }

    [Test]
    public async Task Damaged_header_is_refused()
    {
        using var folder = new TempFolder();
        var (file, whole, _) = await WriteAsync(folder.Path);
        for (var i = 0; i < SegmentHeader.Size; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 1;
            await File.WriteAllBytesAsync(file, damaged);

            Assert.That(() => Recover(folder.Path), Throws.TypeOf<LogCorruptException>(), $"byte {i}");
        }
    }

    [Test]
    public async Task Segment_of_another_topic_is_refused()
    {
        using var folder = new TempFolder();
        var (file, _, _) = await WriteAsync(folder.Path);
        var elsewhere = LogFixture.SegmentFolder(folder.Path, Topic.Decisions);
        Directory.CreateDirectory(elsewhere);
        File.Copy(file, Path.Combine(elsewhere, Path.GetFileName(file)), overwrite: true);

        Assert.That(
            () => TopicRecovery.Open(elsewhere, Topic.Decisions, NullLogger.Instance),
            Throws.TypeOf<LogCorruptException>().With.Message.Contains("another topic"));
    }

    private static TopicFiles Recover(string folder) =>
        TopicRecovery.Open(LogFixture.SegmentFolder(folder, Topic.Events), Topic.Events, NullLogger.Instance);

    private static async Task<(string File, byte[] Whole, int LastAt)> WriteAsync(string folder)
    {
        await using (var log = LocalSegmentLog.Open(LogFixture.Options(folder)))
        {
            for (var i = 0; i < Records; i++)
            {
                LogFixture.Append(log, Topic.Events, i, length: 8 + i * 5);
            }
        }

        var file = LogFixture.Segments(folder, Topic.Events).Single();
        var whole = await File.ReadAllBytesAsync(file);
        return (file, whole, FrameOf(whole, Records - 1).At);
    }

    private static (int At, int Size) FrameOf(byte[] segment, int number)
    {
        var at = SegmentHeader.Size;
        for (var i = 0; i < number; i++)
        {
            at += RecordFrame.SizeOf(RecordFrame.PayloadLength(segment.AsSpan(at)));
        }

        return (at, RecordFrame.SizeOf(RecordFrame.PayloadLength(segment.AsSpan(at))));
    }
}
