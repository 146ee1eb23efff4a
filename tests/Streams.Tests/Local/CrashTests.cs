using System.Diagnostics;
using System.Globalization;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class CrashTests
{
    private const int Rounds = 6;

    [Test]
    public async Task Every_acknowledged_record_survives_kill_9_round_after_round()
    {
        using var folder = new TempFolder();
        var random = new Random(20260105);
        var total = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var acknowledged = await KillAfterAsync(folder.Path, TimeSpan.FromMilliseconds(random.Next(20, 400)));

            await using var log = LocalSegmentLog.Open(CrashWriter.Options(folder.Path));
            foreach (var topic in Topics.All)
            {
                Assert.That(log.EndOffset(topic), Is.GreaterThan(acknowledged[(int)topic]), $"round {round}, {topic}");
                LogFixture.AssertNumbered(await LogFixture.ReadAllAsync(log, topic), 0, log.EndOffset(topic));
            }

            total = acknowledged.Sum();
        }

        await TestContext.Out.WriteLineAsync($"{total} acknowledged records survived {Rounds} kills");
    }

    /// <summary>Runs the writer, kills it, and tells the highest offset that it acknowledged in each topic.</summary>
    private static async Task<long[]> KillAfterAsync(string folder, TimeSpan delay)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(CrashWriter).Assembly.Location);
        start.ArgumentList.Add(folder);
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
