using System.Diagnostics;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class FailureTests
{
    private static LocalLogOptions Options(string folder) => LogFixture.Options(folder) with
    {
        BufferBytes = 256 * 1024,
        MaxRecordBytes = 16 * 1024,
        AppendTimeout = TimeSpan.FromMilliseconds(100),
        RetryPause = TimeSpan.FromMilliseconds(1),
        CloseTimeout = TimeSpan.FromMilliseconds(100),
    };

    [Test]
    public async Task Records_of_a_failed_sync_are_written_again_before_they_count_as_durable()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk();
        await using (var log = LocalSegmentLog.Open(Options(folder.Path), disk))
        {
            await log.WhenDurableAsync(LogFixture.Append(log, Topic.Events, 0));
            disk.FailSyncs = true;
            var position = default(LogPosition);
            for (var i = 1; i < 50; i++)
            {
                position = LogFixture.Append(log, Topic.Events, i);
            }

            var durable = log.WhenDurableAsync(position).AsTask();
            await UntilAsync(() => log.Status().WriteErrors > 3);
            Assert.That(log.Status().Degraded, Does.Contain("input/output error"));
            Assert.That(durable.IsCompleted, Is.False);

            disk.FailSyncs = false;
            await durable;
            Assert.That(log.Status().Degraded, Is.Null);
            Assert.That(log.Status().LastError, Does.Contain("input/output error"));
        }

        await using var again = LocalSegmentLog.Open(Options(folder.Path));
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, 50);
    }

    [Test]
    public async Task Appends_past_the_buffer_are_refused_in_time_and_what_was_taken_is_kept()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk { FailWrites = true };
        var taken = 0;
        await using (var log = LocalSegmentLog.Open(Options(folder.Path), disk))
        {
            Assert.That(
                () =>
                {
                    while (true)
                    {
                        LogFixture.Append(log, Topic.Events, taken, length: 1000);
                        taken++;
                    }
                },
                Throws.TypeOf<LogUnavailableException>().With.Message.Contains("262144 bytes"));
            Assert.That(taken * 1040, Is.LessThanOrEqualTo(256 * 1024));
            Assert.That(log.Status().Rejected, Is.EqualTo(1));
            Assert.That(log.Status().AppendWaits, Is.GreaterThan(0));
            Assert.That(log.Status().BufferedBytes, Is.LessThanOrEqualTo(256 * 1024));
            Assert.That(log.EndOffset(Topic.Events), Is.EqualTo(taken), "a refused record takes no offset");

            disk.FailWrites = false;
            await log.WhenDurableAsync(new LogPosition(Topic.Events, taken - 1));
            LogFixture.Append(log, Topic.Events, taken++);
        }

        await using var again = LocalSegmentLog.Open(Options(folder.Path));
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, taken);
    }

    [Test]
    public async Task Append_that_must_not_wait_is_refused_at_once_and_what_was_taken_is_kept()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk();
        var taken = 0;
        await using (var log = LocalSegmentLog.Open(Options(folder.Path) with { AppendTimeout = TimeSpan.FromMinutes(1) }, disk))
        {
            disk.Moves.Reset();
            while (log.TryAppend(Topic.Events, 0, SampleEvents.StartMs, LogFixture.Payload(taken, 1000), out var position))
            {
                Assert.That(position, Is.EqualTo(new LogPosition(Topic.Events, taken++)));
            }

            using (Assert.EnterMultipleScope())
            {
                Assert.That(taken, Is.GreaterThan(200), "the whole buffer is used first");
                Assert.That(log.Status().AppendWaits, Is.Zero);
                Assert.That(log.Status().Rejected, Is.EqualTo(1));
                Assert.That(log.EndOffset(Topic.Events), Is.EqualTo(taken), "a refused record takes no offset");
            }

            disk.Moves.Set();
            await log.WhenDurableAsync(new LogPosition(Topic.Events, taken - 1));
            Assert.That(log.TryAppend(Topic.Events, 0, 0, LogFixture.Payload(taken++, 100), out _), Is.True, "room again");
        }

        await using var again = LocalSegmentLog.Open(Options(folder.Path));
        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, taken);
    }

    [Test]
    public async Task Append_that_must_not_wait_is_refused_by_a_closed_log()
    {
        using var folder = new TempFolder();
        var log = LocalSegmentLog.Open(Options(folder.Path));
        await log.DisposeAsync();

        Assert.That(log.TryAppend(Topic.Events, 0, 0, LogFixture.Payload(0, 100), out _), Is.False);
    }

    [Test]
    public async Task Segment_that_cannot_be_begun_is_tried_again()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk { FailCreates = true };
        await using var log = LocalSegmentLog.Open(Options(folder.Path) with { SegmentBytes = 4096 }, disk);
        var durable = log.WhenDurableAsync(LogFixture.Append(log, Topic.Events, 0)).AsTask();
        await UntilAsync(() => log.Status().WriteErrors > 2);

        disk.FailCreates = false;
        await durable;

        LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(log, Topic.Events), 0, 1);
    }

    [Test]
    public async Task Closing_on_a_dead_disk_ends_and_tells_those_who_wait()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk { FailWrites = true };
        var log = LocalSegmentLog.Open(Options(folder.Path), disk);
        var durable = log.WhenDurableAsync(LogFixture.Append(log, Topic.Events, 0)).AsTask();

        await log.DisposeAsync();

        Assert.That(async () => await durable, Throws.TypeOf<LogUnavailableException>());
    }

    [Test]
    public async Task Waiters_share_syncs()
    {
        using var folder = new TempFolder();
        var disk = new FailingDisk();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path), disk);

        var waiting = new List<Task>();
        for (var i = 0; i < 2000; i++)
        {
            waiting.Add(log.WhenDurableAsync(LogFixture.Append(log, Topic.Events, i)).AsTask());
        }

        await Task.WhenAll(waiting);
        Assert.That(disk.Syncs, Is.LessThan(1000));
    }

    [Test]
    public async Task Full_disk_degrades_the_log_and_loses_nothing_once_there_is_room_again()
    {
        Requires.Root();
        using var folder = new TempFolder();
        Requires.Component(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path), "the right to mount a tmpfs");
        try
        {
            await File.WriteAllBytesAsync(folder["filler"], new byte[700 * 1024]);
            var options = Options(folder["log"]);
            var taken = 0;
            await using (var log = LocalSegmentLog.Open(options))
            {
                Assert.That(
                    () =>
                    {
                        while (true)
                        {
                            LogFixture.Append(log, Topic.Events, taken, length: 500);
                            taken++;
                        }
                    },
                    Throws.TypeOf<LogUnavailableException>());
                Assert.That(log.Status().Degraded, Does.Contain("No space left").IgnoreCase);

                File.Delete(folder["filler"]);
                await log.WhenDurableAsync(new LogPosition(Topic.Events, taken - 1));
                Assert.That(log.Status().Degraded, Is.Null);
            }

            await using var again = LocalSegmentLog.Open(options);
            LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(again, Topic.Events), 0, taken);
        }
        finally
        {
            Run("umount", folder.Path);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5);
        }
    }
}
