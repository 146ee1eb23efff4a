using System.Runtime.Versioning;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class LocalSegmentLogTests
{
    [Test]
    public async Task Records_read_back_in_order_with_key_and_time()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));
        log.Append(Topic.Events, UInt128.MaxValue - 5, -12, [1, 2, 3]);
        log.Append(Topic.Events, 7, 99, []);

        var read = new List<(long, long, UInt128, byte[])>();
        await foreach (var r in log.ReadAsync(Topic.Events, 0, follow: false))
        {
            read.Add((r.Offset, r.TimeMs, r.Key, r.Payload.ToArray()));
        }

        Assert.That(read, Is.EqualTo(new[] { (0L, -12L, UInt128.MaxValue - 5, new byte[] { 1, 2, 3 }), (1L, 99L, (UInt128)7, []) }));
    }

    [Test]
    public async Task Topics_count_their_offsets_apart()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));

        LogFixture.Append(log, Topic.Events, 0);
        LogFixture.Append(log, Topic.Events, 1);
        var decision = LogFixture.Append(log, Topic.Decisions, 0);

        Assert.That(decision.Offset, Is.Zero);
        Assert.That(Topics.All.Select(log.EndOffset), Is.EqualTo(new[] { 2L, 1L, 0L, 0L, 0L, 0L }));
    }

    [Test]
    public async Task Reopened_log_holds_what_was_appended_and_goes_on_counting()
    {
        using var folder = new TempFolder();
        var options = LogFixture.Options(folder.Path) with { SegmentBytes = 8192 };
        for (var round = 0; round < 4; round++)
        {
            await using var log = LocalSegmentLog.Open(options);
            Assert.That(log.EndOffset(Topic.Events), Is.EqualTo(round * 100));
            for (var i = 0; i < 100; i++)
            {
                LogFixture.Append(log, Topic.Events, round * 100 + i);
            }
        }

        await using var last = LocalSegmentLog.Open(options);
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(last, Topic.Events), 0, 400);
        Assert.That(LogFixture.Segments(folder.Path, Topic.Events), Has.Length.GreaterThan(4));
    }

    [Test]
    public async Task Every_offset_can_be_where_reading_begins()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path) with { SegmentBytes = 4096 });
        for (var i = 0; i < 120; i++)
        {
            LogFixture.Append(log, Topic.Events, i, length: 10 + i * 7);
        }

        for (var from = 0; from <= 120; from++)
        {
            LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(log, Topic.Events, from), from, 120);
        }
    }

    [Test]
    public async Task Offset_past_the_end_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));

        Assert.That(
            () => log.ReadAsync(Topic.Events, 5, follow: true),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("not taken from this log"));
    }

    [Test]
    public async Task Second_opener_is_told_in_one_line_and_may_open_once_the_first_is_closed()
    {
        using var folder = new TempFolder();
        await using (LocalSegmentLog.Open(LogFixture.Options(folder.Path)))
        {
            Assert.That(
                () => LocalSegmentLog.Open(LogFixture.Options(folder.Path)),
                Throws.TypeOf<LogInUseException>().With.Message.Contains("in use by another process"));
        }

        await using var second = LocalSegmentLog.Open(LogFixture.Options(folder.Path));
        Assert.That(second.Status().Degraded, Is.Null);
    }

    [Test]
    public async Task Payload_over_the_limit_is_refused()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path) with { MaxRecordBytes = 2048 });

        Assert.That(
            () => log.Append(Topic.Events, 0, 0, new byte[2049]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(log.EndOffset(Topic.Events), Is.Zero);
    }

    [Test]
    public async Task Record_as_large_as_allowed_survives_reopening()
    {
        using var folder = new TempFolder();
        var options = LogFixture.Options(folder.Path) with { BufferBytes = 64 * 1024 * 1024, MaxRecordBytes = 16 * 1024 * 1024 };
        await using (var log = LocalSegmentLog.Open(options))
        {
            LogFixture.Append(log, Topic.Events, 0, length: 3_000_000);
            LogFixture.Append(log, Topic.Events, 1, length: options.MaxRecordBytes);
            LogFixture.Append(log, Topic.Events, 2);
        }

        await using var again = LocalSegmentLog.Open(options);
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, 3);
    }

    [Test]
    public async Task Durable_record_is_what_a_reader_sees_at_once()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path) with { SyncInterval = TimeSpan.FromSeconds(1) });

        await log.WhenDurableAsync(LogFixture.Append(log, Topic.Restrictions, 0));

        Assert.That(log.Status().Topics[(int)Topic.Restrictions].DurableEndOffset, Is.EqualTo(1));
        Assert.That(await LogFixture.ReadAllAsync(log, Topic.Restrictions), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Waiting_for_a_record_that_was_never_appended_is_a_bug_and_says_so()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path));

        Assert.That(
            async () => await log.WhenDurableAsync(new LogPosition(Topic.Events, 0)),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Closing_makes_everything_durable()
    {
        using var folder = new TempFolder();
        var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path) with { SyncInterval = TimeSpan.FromSeconds(1) });
        var position = LogFixture.Append(log, Topic.Events, 0);
        var durable = log.WhenDurableAsync(position);

        await log.DisposeAsync();
        await durable;

        Assert.That(() => LogFixture.Append(log, Topic.Events, 1), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Log_works_by_the_machines_clock_where_the_given_one_stands_still()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path), new ManualTimeProvider());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        LogFixture.Append(log, Topic.Events, 0);

        await foreach (var record in log.ReadAsync(Topic.Events, 0, follow: true, patience.Token))
        {
            Assert.That(record.Offset, Is.Zero);
            break;
        }
    }

    [Test, Platform("Linux"), SupportedOSPlatform("linux")]
    public async Task Folders_are_for_their_owner_only()
    {
        using var folder = new TempFolder();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder["log"]));

        foreach (var path in new[] { folder["log"], LogFixture.SegmentFolder(folder["log"], Topic.Events) })
        {
            Assert.That(
                File.GetUnixFileMode(path),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }
}
