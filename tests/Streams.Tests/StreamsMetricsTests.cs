using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.Streams.Tests.Local;

namespace SecurityDecisioning.Streams.Tests;

/// <summary>What an exporter reads after work whose size is known.</summary>
internal sealed class StreamsMetricsTests
{
    private const int Frame = 40;
    private const int Payload = 100;

    [Test]
    public async Task Records_bytes_and_syncs_are_what_was_appended_and_waited_for()
    {
        using var folder = new TempFolder();
        using var probe = new MetricsProbe();
        await using (var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path), metrics: probe.Metrics))
        {
            for (var i = 0; i < 50; i++)
            {
                await log.WhenDurableAsync(LogFixture.Append(log, Topic.Decisions, i, Payload));
            }

            for (var i = 0; i < 10; i++)
            {
                LogFixture.Append(log, Topic.Verdicts, i, Payload);
            }
        }

        Assert.That(probe.Sum("sd.log.records decisions"), Is.EqualTo(50));
        Assert.That(probe.Sum("sd.log.bytes decisions"), Is.EqualTo(50 * (Frame + Payload)));
        Assert.That(probe.Count("sd.log.sync decisions"), Is.EqualTo(50), "each was waited for by itself");
        Assert.That(probe.Sum("sd.log.sync decisions"), Is.GreaterThan(0), "a sync takes time");
        Assert.That(probe.Sum("sd.log.records verdicts"), Is.EqualTo(10));
        Assert.That(probe.Count("sd.log.sync verdicts"), Is.InRange(1, 10), "those that nobody waits for share");
        Assert.That(probe.SumOfAll("sd.log.records"), Is.EqualTo(60));
        foreach (var loss in new[] { "sd.log.dropped", "sd.log.rejected", "sd.log.errors", "sd.log.append_waits" })
        {
            Assert.That(probe.SumOfAll(loss), Is.Zero, loss);
        }
    }

    [Test]
    public async Task Memory_that_waits_for_a_failing_disk_shows_with_the_errors_and_is_gone_when_it_works_again()
    {
        using var folder = new TempFolder();
        using var probe = new MetricsProbe();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var disk = new FailingDisk();
        await using var log = LocalSegmentLog.Open(LogFixture.Options(folder.Path), disk, metrics: probe.Metrics);
        disk.FailWrites = true;
        var last = default(LogPosition);
        for (var i = 0; i < 20; i++)
        {
            last = LogFixture.Append(log, Topic.Events, i, Payload);
        }

        while (probe.Sum("sd.log.errors events") < 2)
        {
            await Task.Delay(10, patience.Token);
        }

        Assert.That(probe.Now("sd.log.buffered"), Is.GreaterThanOrEqualTo(20 * (Frame + Payload)));
        Assert.That(probe.Sum("sd.log.records events"), Is.Zero);
        disk.FailWrites = false;
        await log.WhenDurableAsync(last, patience.Token);

        Assert.That(probe.Sum("sd.log.records events"), Is.EqualTo(20));
        while (probe.Now("sd.log.buffered") != 0)
        {
            await Task.Delay(10, patience.Token);
        }

        Assert.That(probe.SumOfAll("sd.log.dropped") + probe.SumOfAll("sd.log.rejected"), Is.Zero);
    }
}
