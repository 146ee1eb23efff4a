using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Tests.Snapshots;

/// <summary>A start from a snapshot and the log's tail ends where a start from the whole log does.</summary>
internal sealed class RestartTests
{
    [Test]
    public async Task Clean_restart_reads_no_event_again_and_ends_where_the_whole_log_does()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using (var first = await RunningGateway.StartAsync(folder.Path, app.Address))
        {
            await TrafficAsync(first.Address, 4, 60);
            Assert.That(first.Get<SnapshotState>().LoadedFrom, Is.Null);
        }

        var fromSnapshot = await StateAsync(folder.Path, app.Address);
        Directory.Delete(Path.Combine(folder.Path, "snapshots"), recursive: true);
        var fromLog = await StateAsync(folder.Path, app.Address);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fromSnapshot.LoadedFrom, Does.EndWith(".sds"));
            Assert.That(fromSnapshot.Replayed, Is.Zero);
            Assert.That(fromLog.LoadedFrom, Is.Null);
            Assert.That(fromLog.Replayed, Is.GreaterThan(400));
            Assert.That(fromLog.Restrictions, Is.GreaterThan(0));
            Assert.That(fromLog.Sessions, Is.GreaterThan(0));
            Assert.That(fromSnapshot.Same, Is.EqualTo(fromLog.Same));
        }
    }

    [Test]
    public async Task Kill_9_in_the_middle_of_traffic_and_snapshots_loses_and_doubles_nothing()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        // The older snapshot: what a gateway left that ended in order.
        await using (var gateway = await RunningGateway.StartAsync(folder.Path, app.Address))
        {
            await TrafficAsync(gateway.Address, 6, 40);
        }

        using (var process = await GatewayProcess.StartAsync(folder.Path, app.Address, "--snapshot-interval", "00:00:10"))
        {
            var traffic = TrafficAsync(process.Address, 6, 100_000);
            // The newer one lies in the middle of traffic, and the tail is a full one.
            for (var waited = 0; waited < 600 && SnapshotsIn(folder.Path).Length < 2; waited++)
            {
                await Task.Delay(100);
            }

            await Task.Delay(1_500);
            await process.KillAsync();
            await traffic;
        }

        Assert.That(SnapshotsIn(folder.Path), Has.Length.EqualTo(SnapshotFolder.Kept));
        var fromNewest = await StateAsync(folder.Path, app.Address, keepsAsItIs: true);
        File.Delete(SnapshotsIn(folder.Path)[^1]);
        var fromOlder = await StateAsync(folder.Path, app.Address, keepsAsItIs: true);
        Directory.Delete(Path.Combine(folder.Path, "snapshots"), recursive: true);
        var fromLog = await StateAsync(folder.Path, app.Address, keepsAsItIs: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fromNewest.LoadedFrom, Is.Not.Null);
            Assert.That(fromOlder.LoadedFrom, Is.Not.Null);
            Assert.That(fromNewest.Replayed, Is.GreaterThan(0).And.LessThan(fromOlder.Replayed));
            Assert.That(fromOlder.Replayed, Is.LessThan(fromLog.Replayed));
            Assert.That(fromNewest.Same, Is.EqualTo(fromLog.Same));
            Assert.That(fromOlder.Same, Is.EqualTo(fromLog.Same));
        }
    }

    [Test]
    public async Task Damaged_snapshot_is_told_and_the_older_one_or_the_log_read_instead()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        for (var run = 0; run < 2; run++)
        {
            await using var gateway = await RunningGateway.StartAsync(folder.Path, app.Address);
            await TrafficAsync(gateway.Address, 2, 20);
        }

        var files = SnapshotsIn(folder.Path);
        Assert.That(files, Has.Length.EqualTo(2));
        Flip(files[1]);
        var settings = RunningGateway.Settings(folder.Path, app.Address) with { SnapshotInterval = TimeSpan.Zero };
        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            Assert.That(gateway.Get<SnapshotState>().LoadedFrom, Is.EqualTo(files[0]));
            var problem = gateway.Get<HealthReporter>().Report().Degraded.Single(p => p.Part == "snapshots");
            Assert.That(problem.Reason, Does.Contain(files[1]).And.Contain("at byte"));
        }

        File.WriteAllText(files[0], "this is no snapshot");
        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            Assert.That(gateway.Get<SnapshotState>().LoadedFrom, Is.Null);
            Assert.That(gateway.Get<SnapshotState>().ReplayedEvents, Is.GreaterThan(100));
            Assert.That(await gateway.Get<SnapshotTaker>().TakeAsync(CancellationToken.None), Is.True);
            Assert.That(gateway.Get<HealthReporter>().Report().Degraded.Select(p => p.Part), Has.None.EqualTo("snapshots"));
        }
    }

    [Test]
    public async Task Snapshot_of_another_log_is_refused()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using (var gateway = await RunningGateway.StartAsync(folder.Path, app.Address))
        {
            await TrafficAsync(gateway.Address, 2, 10);
        }

        Directory.Delete(Path.Combine(folder.Path, "log"), recursive: true);
        File.Delete(Path.Combine(folder.Path, "records.db"));
        await using var next = await RunningGateway.StartAsync(folder.Path, app.Address);
        Assert.That(next.Get<SnapshotState>().LoadedFrom, Is.Null);
        Assert.That(next.Get<SnapshotState>().Problem, Does.Contain("belongs to another"));
        Assert.That(next.Get<FeatureStore>().Status().Entities, Is.Zero);
    }

    private static async Task<State> StateAsync(string data, Uri upstream, bool keepsAsItIs = false)
    {
        var settings = RunningGateway.Settings(data, upstream);
        await using var gateway = await RunningGateway.StartAsync(
            keepsAsItIs ? settings with { SnapshotInterval = TimeSpan.Zero } : settings);
        var state = gateway.Get<SnapshotState>();
        var sessions = gateway.Get<SessionDirectory>().Copy();
        var restrictions = gateway.Get<RestrictionIndex>().Copy(out _);
        return new State(
            state.LoadedFrom,
            state.ReplayedEvents,
            restrictions.Count,
            sessions.Count,
            $"{gateway.Get<FeatureStore>().StateHash():x} {gateway.Get<FeatureStore>().Status().Entities} "
                + string.Join(',', sessions.Select(s => s.ToString()).Order(StringComparer.Ordinal)) + string.Join(',', restrictions.Select(r => r.Id.ToString()).Order()));
    }

    /// <summary>People who sign in, and others who guess, from addresses of their own; ends early where the gateway does.</summary>
    private static Task TrafficAsync(Uri gateway, int clients, int requests) => Task.WhenAll(Enumerable.Range(1, clients).Select(async n =>
    {
        using var client = Client.From(gateway, $"127.30.{n}.1");
        for (var i = 0; i < requests; i++)
        {
            try
            {
                await client.LoginAsync($"user{i % 50}", n % 2 == 0 && i % 3 == 0 ? SmallApp.Password : "guess");
                await client.GetAsync($"/page/{i % 20}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return;
            }
        }
    }));

    private static string[] SnapshotsIn(string data) => Directory.Exists(Path.Combine(data, "snapshots"))
        ? [.. Directory.GetFiles(Path.Combine(data, "snapshots"), "*.sds").Order(StringComparer.Ordinal)]
        : [];

    private static void Flip(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var was = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(was ^ 1));
    }

    /// <param name="LoadedFrom">The snapshot it began with.</param>
    /// <param name="Replayed">Events read from the log.</param>
    /// <param name="Restrictions">How many stand.</param>
    /// <param name="Sessions">How many are known.</param>
    /// <param name="Same">All state in one text.</param>
    private sealed record State(string? LoadedFrom, long Replayed, int Restrictions, int Sessions, string Same);
}
