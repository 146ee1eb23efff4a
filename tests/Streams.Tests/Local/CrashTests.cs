using System.Diagnostics;
using System.Globalization;
using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class CrashTests
{
    [Test]
    public Task Every_acknowledged_record_survives_kill_9_round_after_round() => KillAsync(6);

    [Test, Explicit("about five minutes")]
    public Task Every_acknowledged_record_survives_200_times_kill_9() => KillAsync(200);

    [Test]
    public async Task Every_acknowledged_record_is_on_the_cluster_once_although_its_writer_was_killed_again_and_again()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var random = new Random(20260106);
        for (var round = 0; round < 4; round++)
        {
            // Short: the mock cluster keeps a few MB per partition and forgets the oldest beyond that.
            await KillAfterAsync([folder.Path, cluster.Servers], TimeSpan.FromMilliseconds(random.Next(40, 160)));
        }

        await using var log = CrashWriter.Open(folder.Path, cluster.Servers);
        foreach (var topic in Topics.All)
        {
            var end = log.EndOffset(topic);
            await log.WhenSharedAsync(new LogPosition(topic, end - 1), patience.Token);
            var shared = new List<(long, byte[])>();
            await foreach (var record in log.ReadSharedAsync(topic, new LogCursor(), follow: false, patience.Token))
            {
                shared.Add((record.Sequence, record.Payload.ToArray()));
            }

            LogFixture.AssertNumbered([.. shared.OrderBy(r => r.Item1)], 0, end);
        }

        Assert.That(log.Status().Sharing!.Dropped, Is.Zero);
    }

    private static async Task KillAsync(int rounds)
    {
        using var folder = new TempFolder();
        var random = new Random(20260105);
        var ends = new long[Topics.All.Count];
        for (var round = 0; round < rounds; round++)
        {
            var acknowledged = await KillAfterAsync([folder.Path], TimeSpan.FromMilliseconds(random.Next(20, 400)));

            await using var log = LocalSegmentLog.Open(CrashWriter.Options(folder.Path));
            foreach (var topic in Topics.All)
            {
                var end = log.EndOffset(topic);
                Assert.That(end, Is.GreaterThan(acknowledged[(int)topic]), $"round {round}, {topic}");
                LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(log, topic, ends[(int)topic]), ends[(int)topic], end);
                ends[(int)topic] = end;
            }
        }

        Assert.That(LogVerification.Verify(folder.Path).Select(v => v.Damage), Has.All.Null);
        Assert.That(LogVerification.Verify(folder.Path).Sum(v => v.Records), Is.EqualTo(ends.Sum()));
        await TestContext.Out.WriteLineAsync($"{ends.Sum()} records survived {rounds} kills");
    }

    /// <summary>Runs the writer, kills it, and tells the highest offset that it acknowledged in each topic.</summary>
    private static async Task<long[]> KillAfterAsync(string[] arguments, TimeSpan delay)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(CrashWriter).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var writer = Process.Start(start)!;
        var acknowledged = Topics.All.Select(_ => -1L).ToArray();
        try
        {
            Take(await writer.StandardOutput.ReadLineAsync(), acknowledged);
            var killed = Task.Delay(delay).ContinueWith(_ => writer.Kill(), TaskScheduler.Default);
            while (await writer.StandardOutput.ReadLineAsync() is { } line)
            {
                Take(line, acknowledged);
            }

            await killed;
            return acknowledged;
        }
        finally
        {
            if (!writer.HasExited)
            {
                writer.Kill();
            }

            await writer.WaitForExitAsync();
        }
    }

    private static void Take(string? line, long[] acknowledged)
    {
        var parts = (line ?? throw new InvalidOperationException("the writer ended by itself")).Split(' ');
        // The last line may be cut short by the kill: a shorter number is a smaller claim, an empty one none.
        if (parts is [var topic, { Length: > 0 } offset])
        {
            var index = int.Parse(topic, CultureInfo.InvariantCulture);
            acknowledged[index] = Math.Max(acknowledged[index], long.Parse(offset, CultureInfo.InvariantCulture));
        }
    }
}
