using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

/// <summary>A log that is opened although files of it are damaged: what is whole is read, and nothing is cut or used twice.</summary>
internal sealed class DamagedLogTests
{
    private const int Records = 200;

    [Test]
    public async Task Damage_in_the_newest_file_leaves_it_as_it_is_and_new_records_go_to_another()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var newest = LogFixture.Segments(folder.Path, Topic.Events)[^1];
        var damaged = Flip(newest, 150);
        long end;
        await using (var log = LocalSegmentLog.Open(Options(folder.Path)))
        {
            end = log.EndOffset(Topic.Events);
            Assert.That(end, Is.GreaterThanOrEqualTo(Records), "no offset may be used again");
            LogFixture.Append(log, Topic.Events, end);
            LogFixture.Append(log, Topic.Events, end + 1);
        }

        Assert.That(await File.ReadAllBytesAsync(newest), Is.EqualTo(damaged));
        await using var again = LocalSegmentLog.Open(Options(folder.Path));
        var (read, found) = await ReadPastAsync(again);
        Assert.That(again.EndOffset(Topic.Events), Is.EqualTo(end + 2));
        Assert.That(read[^2..], Is.EqualTo(new[] { end, end + 1 }));
        Assert.That(found.Single().File, Is.EqualTo(newest));
        Assert.That(found.Single().ResumeAt, Is.EqualTo(end));
    }

    [Test]
    public async Task Follower_waits_behind_damage_at_the_end_and_sees_what_comes()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        Flip(LogFixture.Segments(folder.Path, Topic.Events)[^1], 150);
        await using var log = LocalSegmentLog.Open(Options(folder.Path));
        var end = log.EndOffset(Topic.Events);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var damage = new TaskCompletionSource();
        var following = Task.Run(async () =>
        {
            var records = log.ReadPastDamageAsync(
                Topic.Events, 0, follow: true, _ => { damage.TrySetResult(); return ValueTask.CompletedTask; }, patience.Token);
            await foreach (var record in records)
            {
                if (record.Offset >= end)
                {
                    return record.Offset;
                }
            }

            return -1;
        });
        await damage.Task.WaitAsync(patience.Token);

        LogFixture.Append(log, Topic.Events, end);

        Assert.That(await following, Is.EqualTo(end));
    }

    [Test]
    public async Task Damage_in_the_middle_costs_the_rest_of_its_file_only()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        var segments = LogFixture.Segments(folder.Path, Topic.Events);
        Flip(segments[1], 2_000);

        await using var log = LocalSegmentLog.Open(Options(folder.Path));
        var (read, found) = await ReadPastAsync(log);

        Assert.That(SegmentHeader.TryParseFileName(segments[2], out var third));
        Assert.That(found.Single().ResumeAt, Is.EqualTo(third));
        Assert.That(read, Is.Unique.And.Ordered);
        Assert.That(read.Count(o => o >= third), Is.EqualTo(Records - third));
        Assert.That(Records - read.Count, Is.LessThan(third));
    }

    [TestCase(4, "format version 99 is not known here")]
    [TestCase(0, "this is not a segment of a log")]
    public async Task File_of_another_kind_or_version_is_left_out_and_named(int at, string what)
    {
        using var folder = new TempFolder();
        await WriteAsync(folder.Path);
        foreach (var segment in LogFixture.Segments(folder.Path, Topic.Events)[^2..])
        {
            var bytes = await File.ReadAllBytesAsync(segment);
            bytes[at] = 99;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(28), Crc32C.Of(bytes.AsSpan(0, 28)));
            await File.WriteAllBytesAsync(segment, bytes);
        }

        Assert.That(
            () => LocalSegmentLog.Open(Options(folder.Path) with { OpenDamaged = false }),
            Throws.TypeOf<LogCorruptException>().With.Message.Contains(what));
        await using var log = LocalSegmentLog.Open(Options(folder.Path));
        LogFixture.Append(log, Topic.Events, log.EndOffset(Topic.Events));
        var (read, found) = await ReadPastAsync(log);

        Assert.That(found.Select(f => f.Message).ToList(), Has.Count.EqualTo(2).And.All.Contains(what));
        Assert.That(found.Select(f => f.File), Is.EqualTo(LogFixture.Segments(folder.Path, Topic.Events)[^3..^1]));
        Assert.That(read[^1], Is.EqualTo(log.EndOffset(Topic.Events) - 1));
    }

    private static LocalLogOptions Options(string folder) =>
        LogFixture.Options(folder) with { SegmentBytes = 4096, OpenDamaged = true };

    private static async Task WriteAsync(string folder)
    {
        await using var log = LocalSegmentLog.Open(Options(folder));
        for (var i = 0; i < Records; i++)
        {
            LogFixture.Append(log, Topic.Events, i);
        }
    }

    private static byte[] Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 0x10;
        File.WriteAllBytes(file, bytes);
        return bytes;
    }

    private static async Task<(List<long> Read, List<LogCorruptException> Found)> ReadPastAsync(IRecordLog log)
    {
        var (read, found) = (new List<long>(), new List<LogCorruptException>());
        var records = log.ReadPastDamageAsync(
            Topic.Events, 0, follow: false, damage => { found.Add(damage); return ValueTask.CompletedTask; });
        await foreach (var record in records)
        {
            Assert.That(record.Payload.Span.SequenceEqual(LogFixture.Payload(record.Offset, record.Payload.Length)));
            read.Add(record.Offset);
        }

        return (read, found);
    }
}
