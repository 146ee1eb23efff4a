using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class CompactionTests
{
    private const int Keys = 10;
    private const int Records = 2_000;

    [Test]
    public async Task Newest_record_of_every_key_stays_and_replaced_ones_of_closed_files_go()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        var before = files.Bytes;

        new SegmentCompaction([files], NullLogger.Instance).Apply();

        var read = Read(files);
        Assert.That(files.Bytes, Is.LessThan(before / 10));
        Assert.That(read.Select(r => r.Offset), Is.Unique.And.Ordered);
        var lastClosed = files.Segments[^1].BaseOffset;
        Assert.That(read.Where(r => r.Offset < lastClosed).Select(r => r.Key), Is.Unique, "one of a key in what is closed");
        for (var key = 0; key < Keys; key++)
        {
            Assert.That(read.Last(r => r.Key == (UInt128)key).Offset, Is.EqualTo(Records - Keys + key));
        }

        Assert.That(LogVerification.Verify(folder.Path).Select(v => v.Damage), Has.All.Null);
    }

    [Test]
    public async Task Compacted_log_opens_reads_from_any_offset_and_goes_on_counting()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        new SegmentCompaction([files], NullLogger.Instance).Apply();
        var expected = Read(files).Select(r => r.Offset).ToList();

        await using var log = LocalSegmentLog.Open(Options(folder.Path));
        Assert.That(log.EndOffset(Topic.Policies), Is.EqualTo(Records));
        foreach (var from in new long[] { 0, 1, 500, 1_000, Records - 5, Records })
        {
            var read = await LogFixture.ReadAllAsync(log, Topic.Policies, from);
            Assert.That(read.Select(r => r.Offset), Is.EqualTo(expected.Where(o => o >= from)), $"from {from}");
            Assert.That(read.All(r => r.Payload.AsSpan().SequenceEqual(LogFixture.Payload(r.Offset, r.Payload.Length))));
        }

        Assert.That(LogFixture.Append(log, Topic.Policies, Records).Offset, Is.EqualTo(Records));
    }

    [Test]
    public async Task Reader_in_a_file_that_is_compacted_under_it_reads_on_in_order()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        using var reader = new TopicReader(files, 0);
        var offsets = new List<long>();
        for (var i = 0; i < 5 && reader.TryRead(out var record); i++)
        {
            offsets.Add(record.Offset);
        }

        new SegmentCompaction([files], NullLogger.Instance).Apply();
        while (reader.TryRead(out var record))
        {
            offsets.Add(record.Offset);
        }

        Assert.That(offsets, Is.Unique.And.Ordered);
        Assert.That(offsets[^1], Is.EqualTo(Records - 1));
    }

    [Test]
    public async Task Log_that_compacts_while_it_is_written_and_followed_loses_no_newest_record()
    {
        using var folder = new TempFolder();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var log = LocalSegmentLog.Open(Options(folder.Path) with { CompactionInterval = TimeSpan.FromMilliseconds(10) });
        var following = Task.Run(async () =>
        {
            var newest = new Dictionary<UInt128, long>();
            await foreach (var record in log.ReadAsync(Topic.Verdicts, 0, follow: true, patience.Token))
            {
                newest[record.Key] = record.Offset;
                if (record.Offset == 8_000 - 1)
                {
                    break;
                }
            }

            return newest;
        });
        for (var i = 0; i < 8_000; i++)
        {
            log.Append(Topic.Verdicts, (UInt128)(i % Keys), i, LogFixture.Payload(i, 100));
            if (i % 500 == 0)
            {
                await Task.Delay(10, patience.Token);
            }
        }

        Assert.That((await following).Values.Order(), Is.EqualTo(Enumerable.Range(8_000 - Keys, Keys).Select(i => (long)i)));
        while (log.Status().Topics[(int)Topic.Verdicts].Bytes > 100_000)
        {
            await Task.Delay(20, patience.Token);
        }

        var read = await LogFixture.ReadAllAsync(log, Topic.Verdicts);
        Assert.That(read[^Keys..].Select(r => r.Offset), Is.EqualTo(Enumerable.Range(8_000 - Keys, Keys).Select(i => (long)i)));
    }

    [Test]
    public async Task Crash_between_the_new_file_and_the_end_of_the_old_one_leaves_one_log()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        var first = files.Segments[0].Path;
        var old = await File.ReadAllBytesAsync(first);
        new SegmentCompaction([files], NullLogger.Instance).Apply();
        var expected = Read(files).Select(r => r.Offset).ToList();
        await File.WriteAllBytesAsync(first, old);
        await File.WriteAllBytesAsync(first + SegmentHeader.Draft, old[..100]);

        await using var log = LocalSegmentLog.Open(Options(folder.Path));

        Assert.That((await LogFixture.ReadAllAsync(log, Topic.Policies)).Select(r => r.Offset), Is.EqualTo(expected));
        Assert.That(File.Exists(first), Is.False);
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(first)!, "*" + SegmentHeader.Draft), Is.Empty);
    }

    [Test]
    public async Task Flipped_bit_in_a_compacted_file_is_noticed()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        new SegmentCompaction([files], NullLogger.Instance).Apply();
        var file = files.Segments.Last(s => s.CoveredEnd is not null && s.Bytes > SegmentHeader.Size).Path;
        var bytes = await File.ReadAllBytesAsync(file);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 4;
            await File.WriteAllBytesAsync(file, damaged);

            Assert.That(LogVerification.Verify(folder.Path).Select(v => v.Damage), Has.Some.Not.Null, $"byte {at}");
        }
    }

    [Test]
    public async Task Fewer_keys_in_memory_than_there_are_only_leave_more_for_the_next_time()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        for (var i = 0; i < 500; i++)
        {
            new SegmentCompaction([files], NullLogger.Instance, mostKeys: 3).Apply();
        }

        for (var key = 0; key < Keys; key++)
        {
            Assert.That(Read(files).Last(r => r.Key == (UInt128)key).Offset, Is.EqualTo(Records - Keys + key));
        }
    }

    [Test]
    public async Task What_somebody_still_needs_is_left_as_it_is()
    {
        using var folder = new TempFolder();
        var files = await WriteAsync(folder.Path);
        var needed = files.Segments[3].BaseOffset;

        new SegmentCompaction([files], NullLogger.Instance, _ => needed).Apply();

        Assert.That(Read(files).Count(r => r.Offset >= needed), Is.EqualTo(Records - needed));
        Assert.That(Read(files).Count(r => r.Offset < needed), Is.EqualTo(Keys));
    }

    [Test]
    public async Task Lift_replaces_the_restriction_it_ends_and_nothing_else_of_the_entity()
    {
        using var folder = new TempFolder();
        var one = SampleDecisions.Restriction();
        var other = one with { Id = new EventId(one.Id.High, one.Id.Low + 1) };
        var entity = new UInt128(one.Entity.High, one.Entity.Low);
        await using (var log = LocalSegmentLog.Open(Options(folder.Path)))
        {
            Append(b => RestrictionCodec.Write(one, b));
            Append(b => RestrictionCodec.Write(other, b));
            Append(b => RestrictionCodec.Write(new RestrictionLift(one.Id, one.Entity, 5, "anna", "mistake"), b));
            for (var i = 0; i < 100; i++)
            {
                log.Append(Topic.Restrictions, 1, 0, LogFixture.Payload(i, 200)); // Does not read: nothing replaces it.
            }

            void Append(Action<System.Buffers.ArrayBufferWriter<byte>> write)
            {
                var payload = new System.Buffers.ArrayBufferWriter<byte>();
                write(payload);
                log.Append(Topic.Restrictions, entity, 0, payload.WrittenSpan);
            }
        }

        var files = TopicRecovery.Open(LogFixture.SegmentFolder(folder.Path, Topic.Restrictions), Topic.Restrictions, NullLogger.Instance);
        new SegmentCompaction([files], NullLogger.Instance).Apply();

        Assert.That(Read(files).Select(r => r.Offset), Is.EqualTo(Enumerable.Range(1, 102).Select(i => (long)i)));
    }

    private static LocalLogOptions Options(string folder) => LogFixture.Options(folder) with { SegmentBytes = 8_192 };

    private static async Task<TopicFiles> WriteAsync(string folder)
    {
        await using (var log = LocalSegmentLog.Open(Options(folder)))
        {
            for (var i = 0; i < Records; i++)
            {
                log.Append(Topic.Policies, (UInt128)(i % Keys), i, LogFixture.Payload(i, 100));
            }
        }

        return TopicRecovery.Open(LogFixture.SegmentFolder(folder, Topic.Policies), Topic.Policies, NullLogger.Instance);
    }

    private static List<(long Offset, UInt128 Key)> Read(TopicFiles files)
    {
        var records = new List<(long, UInt128)>();
        using var reader = new TopicReader(files, 0);
        while (reader.TryRead(out var record))
        {
            records.Add((record.Offset, record.Key));
        }

        return records;
    }
}
