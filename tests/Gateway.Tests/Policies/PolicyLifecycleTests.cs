using System.Security.Cryptography;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Gateway.Policies;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Gateway.Tests.Policies;

/// <summary>Versions of the policies in whole gateways: folder, log, store, requests.</summary>
internal sealed class PolicyLifecycleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Changed_folder_decides_and_a_rollback_holds_over_a_restart_and_remakes_its_decisions()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        PolicyFolder.Write(folder["policies"], 1_000_000);
        var settings = RunningGateway.Settings(folder["data"], app.Address) with { PolicyFolder = folder["policies"] };
        string stopped;
        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            var lifecycle = gateway.Get<PolicyLifecycle>();
            var lenient = lifecycle.State.Live;
            PolicyFolder.Write(folder["policies"], 2);
            gateway.Get<WatchedFolder>().CheckNow();
            await UntilAsync(() => lifecycle.State.Live != lenient);
            using var client = Client.From(gateway.Address, "127.5.0.1");
            stopped = await FirstStoppedAsync(client);

            var back = await lifecycle.RollBackAsync(null, PolicyVia.Console, "ann", "it stops customers");

            Assert.That(back.IsDone, Is.True);
            using var other = Client.From(gateway.Address, "127.5.0.2");
            Assert.That(await AnyStoppedAsync(other, 6), Is.False);
        }

        await using var next = await RunningGateway.StartAsync(settings);
        using var third = Client.From(next.Address, "127.5.0.3");
        var recorded = await next.RecordedAsync(stopped);
        var set = next.Get<PolicyLifecycle>().FindSet(recorded.PolicySetHash)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Get<PolicyLifecycle>().State.IsPinned, Is.True);
            Assert.That(await AnyStoppedAsync(third, 6), Is.False);
            Assert.That(recorded.Action, Is.EqualTo(ActionKind.Throttle));
            Assert.That(new DecisionRemaker(next.Get<RiskRanker>(), set).Remake(recorded).Differences, Is.Empty);
        }
    }

    [Test]
    public async Task Step_that_a_person_was_told_survives_kill_9()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var users = new ConsoleUsers(folder["data/console"]);
        var (jane, bob) = (users.Add("jane", mayApprove: false)!, users.Add("bob", mayApprove: true)!);
        var configuration = ConfigurationFile.With(folder["config.json"], "Policies", new { Lifecycle = "approved" });
        var version = PolicyFolder.Version(7);
        using (var gateway = await GatewayProcess.StartAsync(folder["data"], app.Address, "--config", configuration))
        {
            // The console begins when the gateway already answers.
            await UntilListeningAsync(gateway.Console);
            using var janes = new PolicyApi(gateway.Console, "jane", jane);
            using var bobs = new PolicyApi(gateway.Console, "bob", bob);
            Assert.That((await janes.ProposeAsync(version)).Done, Is.True);
            Assert.That((await janes.TakeAsync("approve", version.Version)).Refusal, Does.Contain("may not approve"));
            Assert.That((await bobs.TakeAsync("approve", version.Version)).Done, Is.True);
            Assert.That((await bobs.TakeAsync("stage", version.Version[..8])).Done, Is.True);
            Assert.That((await bobs.TakeAsync("stage", version.Version, percent: 1)).Done, Is.True);
            await gateway.KillAsync();
        }

        await using var next = await RunningGateway.StartAsync(
            RunningGateway.Settings(folder["data"], app.Address) with { ConfigurationFile = configuration });
        var lifecycle = next.Get<PolicyLifecycle>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lifecycle.State.Staged, Is.EqualTo(version.Version));
            Assert.That(lifecycle.State.Share, Is.EqualTo(100));
            Assert.That(lifecycle.Rollout.Staged!.Hash, Is.EqualTo(version.Version[..16]));
            Assert.That(lifecycle.State.Find(version.Version), Has.Property("JudgedBy").EqualTo("bob").And.Property("Proposers").Contains("jane"));
            Assert.That(
                lifecycle.Steps.Select(s => s.Step.Kind).TakeLast(4),
                Is.EqualTo(new[] { PolicyEventKind.Proposed, PolicyEventKind.Approved, PolicyEventKind.Staged, PolicyEventKind.Staged }));
        }
    }

    [Test]
    public async Task Commits_author_cannot_approve_it_and_a_trailer_counts_only_where_it_is_believed()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var tree = folder["policies"];
        PolicyFolder.Write(tree, 5);
        PolicyFolder.Commit(tree, "jane@example.com", "First");
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address) with
        {
            PolicyFolder = tree,
            ConfigurationFile = ConfigurationFile.With(folder["config.json"], "Policies", new
            {
                Lifecycle = "approved",
                People = new Dictionary<string, string> { ["jane@example.com"] = "jane", ["bob@example.com"] = "bob" },
            }),
        });
        var lifecycle = gateway.Get<PolicyLifecycle>();
        var live = lifecycle.State.Live;

        PolicyFolder.Write(tree, 6);
        PolicyFolder.Commit(tree, "jane@example.com", "Second\n\nApproved-by: bob@example.com");
        gateway.Get<WatchedFolder>().CheckNow();
        var version = PolicyFolder.Read(tree).Version;
        await UntilAsync(() => lifecycle.State.Find(version) is not null);
        var own = await lifecycle.ApproveAsync(version, PolicyVia.Console, "jane", "mine");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lifecycle.State.Live, Is.EqualTo(live));
            Assert.That(lifecycle.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Draft), "trailers are not believed by default");
            Assert.That(lifecycle.State.Find(version)!.Proposers, Is.EqualTo(new[] { "jane" }));
            Assert.That(own.Refusal, Does.Contain("second person"));
            Assert.That((await lifecycle.ApproveAsync(version, PolicyVia.Console, "bob", "read it")).IsDone, Is.True);
        }
    }

    [Test]
    public async Task Version_that_is_live_at_one_gateway_decides_at_its_peers()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        cluster.MakeTopics();
        await using var app = await SmallApp.StartAsync();
        PolicyFolder.Write(folder["policies-a"], 5);
        PolicyFolder.Write(folder["policies-b"], 5);
        await using var one = await RunningGateway.StartAsync(Settings(folder, "a", app.Address, cluster));
        await using var other = await RunningGateway.StartAsync(Settings(folder, "b", app.Address, cluster));
        var (here, there) = (one.Get<PolicyLifecycle>(), other.Get<PolicyLifecycle>());

        PolicyFolder.Write(folder["policies-a"], 50);
        one.Get<WatchedFolder>().CheckNow();
        var version = PolicyFolder.Version(50);
        await UntilAsync(() => there.State.Live == version.Version && there.Rollout.Live.Hash == here.Rollout.Live.Hash);
        await here.SetModeAsync("too-many", PolicyMode.Shadow, PolicyVia.Guard, "budget", "overturned");
        await UntilAsync(() => there.Rollout.Live.Policies[0].Mode == PolicyMode.Shadow);
        await there.RollBackAsync(null, PolicyVia.Console, "ann", "back");
        await UntilAsync(() => here.Rollout.Live.Hash == there.Rollout.Live.Hash);

        Assert.That(here.State.Live, Is.EqualTo(PolicyFolder.Version(5).Version));
        Assert.That(here.State.IsPinned, Is.True);
    }

    [Test]
    public void Settings_that_cannot_be_are_told_all_at_once()
    {
        using var folder = new TempFolder();
        var settings = RunningGateway.Settings(folder["data"], new Uri("http://127.0.0.1:9")) with
        {
            ConfigurationFile = ConfigurationFile.With(
                folder["config.json"], "Policies", new { Lifecycle = "sometimes", RehearsedPercent = 0, FolderOwner = " " }),
        };

        Assert.That(
            async () => await RunningGateway.StartAsync(settings),
            Throws.TypeOf<StartupException>().With.Message.Contains("Lifecycle is `sometimes`")
                .And.Message.Contains("RehearsedPercent").And.Message.Contains("FolderOwner"));
    }

    private static GatewaySettings Settings(TempFolder folder, string name, Uri app, MockKafka cluster)
    {
        var keys = Directory.CreateDirectory(folder["keys"]).FullName;
        foreach (var key in new[] { "pseudonyms", "fold", "tokens" }.Select(k => Path.Combine(keys, $"{k}.key")).Where(k => !File.Exists(k)))
        {
            File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(32));
        }

        return RunningGateway.Settings(folder[name], app) with
        {
            SharedKeyFolder = keys,
            PolicyFolder = folder[$"policies-{name}"],
            ConfigurationFile = ConfigurationFile.WithLog(
                folder[$"{name}.json"], new { Kafka = new { cluster.Servers, CreateTopics = false } }),
        };
    }

    private static async Task<string> FirstStoppedAsync(Client client)
    {
        for (var i = 0; i < 20; i++)
        {
            if (await client.GetAsync("/") is { IsStopped: true } stopped)
            {
                return stopped.DecisionId;
            }
        }

        throw new AssertionException("nothing was stopped");
    }

    private static async Task<bool> AnyStoppedAsync(Client client, int requests)
    {
        var any = false;
        for (var i = 0; i < requests; i++)
        {
            any |= (await client.GetAsync("/")).IsStopped;
        }

        return any;
    }

    private static async Task UntilListeningAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("signin", patience.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
