using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Gateway.Tests.Hosting;

/// <summary>What people change while requests run.</summary>
internal sealed class LiveChangeTests
{
    [Test]
    public async Task Restriction_set_and_lifted_by_a_person_counts_from_the_next_request()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var client = Client.From(gateway.Address, "127.3.3.3");
        Assert.That(ClientAddress.TryParse("127.3.3.3", out var address), Is.True);
        var desk = gateway.Get<RestrictionDesk>();

        var issued = await desk.IssueAsync(
            new RestrictionRequest(EntityKey.OfIp(address), ActionKind.Throttle, 600_000, "analyst", "too fast"));
        var held = await client.GetAsync("/");
        var lifted = await desk.LiftAsync(issued.Restriction!.Id, "analyst", "mistake");
        var free = await client.GetAsync("/");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(held.IsStopped, Is.True);
            Assert.That(lifted, Is.EqualTo(LiftOutcome.Lifted));
            Assert.That(free.IsStopped, Is.False);
            Assert.That((await gateway.RecordedAsync(held.DecisionId)).Applied!.Id, Is.EqualTo(issued.Restriction.Id));
        }
    }

    [Test]
    public async Task Lift_survives_a_restart()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        Assert.That(ClientAddress.TryParse("127.3.3.4", out var address), Is.True);
        await using (var first = await RunningGateway.StartAsync(folder["data"], app.Address))
        {
            var desk = first.Get<RestrictionDesk>();
            var issued = await desk.IssueAsync(
                new RestrictionRequest(EntityKey.OfIp(address), ActionKind.Revoke, 600_000, "analyst", "attack"));
            await desk.LiftAsync(issued.Restriction!.Id, "analyst", "mistake");
        }

        await using var second = await RunningGateway.StartAsync(folder["data"], app.Address);
        Assert.That(second.Get<RestrictionIndex>().Find(SampleEvents.Request(ip: "127.3.3.4", atMs: 1) with { TimeMs = NowMs() }), Is.Null);
    }

    [Test]
    public async Task Policy_that_is_wrong_never_replaces_the_good_set()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await WithOwnPoliciesAsync(folder, app);
        var rollout = gateway.Get<PolicyLifecycle>().Rollout;
        var before = rollout.Live.Hash;

        await File.WriteAllTextAsync(folder["policies/large.yaml"], "name: " + new string('x', 10_000_000));
        gateway.Get<WatchedFolder>().CheckNow();
        using var client = Client.From(gateway.Address, "127.0.0.1");
        var health = await client.GetAsync("/.sd/health");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rollout.Live.Hash, Is.EqualTo(before));
            Assert.That(health.Body, Does.Contain("policies").And.Not.Contain("large.yaml"), "clients are not told file names");
            Assert.That(gateway.Get<HealthReporter>().Report().Degraded.Select(p => p.Reason), Has.Some.Contains("large.yaml"));
            Assert.That((await client.GetAsync("/")).IsStopped, Is.False);
        }
    }

    [Test]
    public async Task Policy_that_does_not_compile_is_told_until_it_is_mended()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await WithOwnPoliciesAsync(folder, app);
        var rollout = gateway.Get<PolicyLifecycle>().Rollout;
        var before = rollout.Live.Hash;

        await File.WriteAllTextAsync(folder["policies/wrong.yaml"], "name: [");
        gateway.Get<WatchedFolder>().CheckNow();
        await UntilAsync(() => Reasons(gateway).Any(r => r.Contains("wrong.yaml", StringComparison.Ordinal)));
        var meanwhile = rollout.Live.Hash;
        File.Delete(folder["policies/wrong.yaml"]);
        gateway.Get<WatchedFolder>().CheckNow();
        await UntilAsync(() => !Reasons(gateway).Any(r => r.Contains("the last good set stays", StringComparison.Ordinal)));

        Assert.That(meanwhile, Is.EqualTo(before));
        Assert.That(rollout.Live.Hash, Is.EqualTo(before));
    }

    [Test]
    public async Task Decisions_of_an_attack_are_remade_from_their_records()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var attacker = Client.From(gateway.Address, "127.3.3.5");
        var remaker = new DecisionRemaker(gateway.Get<RiskRanker>(), gateway.Get<PolicyLifecycle>().Rollout.Live);

        for (var i = 0; i < 30; i++)
        {
            var recorded = await gateway.RecordedAsync((await attacker.LoginAsync($"user{i}")).DecisionId);

            Assert.That(remaker.Remake(recorded).Differences, Is.Empty, $"login {i}");
        }
    }

    private static IEnumerable<string> Reasons(RunningGateway gateway) => gateway.Get<HealthReporter>().Report().Degraded.Select(p => p.Reason);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static long NowMs() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A gateway that watches a copy of the shipped policies, in the folder <c>policies</c>.</summary>
    private static Task<RunningGateway> WithOwnPoliciesAsync(TempFolder folder, SmallApp app)
    {
        Directory.CreateDirectory(folder["policies"]);
        foreach (var file in Directory.GetFiles(Repository.File("policies"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(folder["policies"], Path.GetFileName(file)));
        }

        return RunningGateway.StartAsync(
            RunningGateway.Settings(folder["data"], app.Address) with { PolicyFolder = folder["policies"] });
    }
}
