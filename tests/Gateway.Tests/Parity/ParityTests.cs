using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Tests.Parity;

/// <summary>Decisions served over HTTP, worked out again from the log by the running gateway.</summary>
internal sealed class ParityTests
{
    [Test]
    public async Task Clients_that_share_no_entity_are_served_exactly_what_the_log_gives()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await StartAsync(folder.Path, app.Address);
        // Networks of their own; and one address sends again only after its last answer has been taken in.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            for (var i = 0; i < 40; i++)
            {
                using var client = Client.From(gateway.Address, $"127.{40 + n}.{i}.1");
                await client.LoginAsync($"user-{n}-{i}", i % 2 == 0 ? SmallApp.Password : "guess");
            }
        }));

        var figures = await gateway.Get<ParityCheck>().RunAsync(CancellationToken.None);
        Assert.That(figures, Is.EqualTo(new ParityFigures(320, 0, 0, 0)));
        Assert.That(gateway.Get<HealthReporter>().Report().Parity, Is.EqualTo(figures));
    }

    [Test]
    public async Task Restrictions_of_policies_and_people_are_compared_like_everything_else()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await StartAsync(folder.Path, app.Address);
        using var client = Client.From(gateway.Address, "127.61.0.1");
        var publisher = gateway.Get<IRestrictionPublisher>();
        var entity = EntityKey.OfIp(ClientAddress.From(System.Net.IPAddress.Parse("127.61.0.1")));
        var last = "";
        for (var i = 0; i < 60; i++)
        {
            last = (await client.LoginAsync($"user{i}")).DecisionId;
            if (i is 20 or 40)
            {
                var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                var restriction = new Restriction
                {
                    Id = EventId.New(nowMs), Entity = entity, Action = ActionKind.Throttle, FromMs = nowMs, UntilMs = nowMs + 60_000,
                    Origin = RestrictionOrigin.Analyst, Owner = "ann", ReasonCode = "manual", Reason = "looks odd",
                };
                await publisher.PublishAsync(restriction);
                await publisher.PublishAsync(new RestrictionLift(restriction.Id, entity, nowMs + 1, "ann", "a mistake"));
                await Task.Delay(5);
            }
        }

        var figures = await gateway.Get<ParityCheck>().RunAsync(CancellationToken.None);
        var features = (await gateway.RecordedAsync(last)).Features;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figures, Is.EqualTo(new ParityFigures(60, 0, 0, 0)));
            Assert.That(features[FeatureCatalog.IndexOf("ip.prior_restrictions")], Is.GreaterThan(2), "a person's two, and a policy's");
            Assert.That(features[FeatureCatalog.IndexOf("ip.prior_lifts")], Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Clients_on_one_entity_differ_by_overlap_at_most_also_from_a_snapshot_on()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await StartAsync(folder.Path, app.Address);
        await StormAsync(gateway.Address);
        var whole = await gateway.Get<ParityCheck>().RunAsync(CancellationToken.None);

        // A snapshot in the middle of a storm; then only what came after it is compared.
        using var calm = new CancellationTokenSource();
        var storm = StormAsync(gateway.Address, rounds: 100_000, calm.Token);
        await AppliedAsync(gateway, 200);
        Assert.That(await gateway.Get<SnapshotTaker>().TakeAsync(CancellationToken.None), Is.True);
        await AppliedAsync(gateway, 2_000);
        await calm.CancelAsync();
        await storm;
        var tail = await gateway.Get<ParityCheck>().RunAsync(CancellationToken.None);

        TestContext.Out.WriteLine($"{whole}; {tail}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(whole.Checked, Is.EqualTo(3 * 60));
            Assert.That(whole.Unexplained, Is.Zero);
            Assert.That(tail.Checked, Is.GreaterThan(0));
            Assert.That(tail.Unexplained, Is.Zero);
        }
    }

    /// <summary>Waits until so many more events have been counted.</summary>
    private static async Task AppliedAsync(RunningGateway gateway, long more)
    {
        var until = gateway.Get<FeatureStore>().Status().Applied + more;
        while (gateway.Get<FeatureStore>().Status().Applied < until)
        {
            await Task.Delay(5);
        }
    }

    private static Task StormAsync(Uri gateway, int rounds = 60, CancellationToken calm = default) => Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
    {
        using var client = Client.From(gateway, "127.60.0.1");
        for (var i = 0; i < rounds && !calm.IsCancellationRequested; i++)
        {
            await client.LoginAsync($"user{i % 4}");
        }
    }));

    private static Task<RunningGateway> StartAsync(string data, Uri upstream) => RunningGateway.StartAsync(
        RunningGateway.Settings(data, upstream) with { ParityRate = 1, SnapshotInterval = TimeSpan.FromHours(20) });
}
