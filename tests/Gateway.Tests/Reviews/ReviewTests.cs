using System.Net;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Gateway.Tests.Reviews;

/// <summary>What a person finds out, through the running gateway and over HTTP.</summary>
internal sealed class ReviewTests
{
    private const string Office = "127.71.0.1";

    private static readonly EntityKey OfficeKey = EntityKey.OfIp(ClientAddress.From(IPAddress.Parse(Office)));

    [Test]
    public async Task Verdicts_count_in_the_features_and_are_compared_like_everything_else()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            RunningGateway.Settings(folder.Path, app.Address) with { ParityRate = 1, SnapshotInterval = TimeSpan.FromHours(20) });
        using var client = Client.From(gateway.Address, Office);
        var last = "";
        for (var i = 0; i < 40; i++)
        {
            last = (await client.GetAsync($"/page-{i}")).DecisionId;
            if (i is 10 or 20 or 30)
            {
                await ConcludeAsync(gateway, i == 30 ? Verdict.ConfirmedCompromised : Verdict.ConfirmedSafe);
                await Task.Delay(5);
            }
        }

        var figures = await gateway.Get<ParityCheck>().RunAsync(CancellationToken.None);
        var features = (await gateway.RecordedAsync(last)).Features;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(features[FeatureCatalog.IndexOf("ip.prior_cleared")], Is.EqualTo(2));
            Assert.That(features[FeatureCatalog.IndexOf("ip.prior_attacks")], Is.EqualTo(1));
            Assert.That(figures, Is.EqualTo(new ParityFigures(40, 0, 0, 0)));
        }
    }

    [Test]
    public async Task Cases_snoozes_and_what_they_count_for_are_the_same_after_every_kind_of_restart()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        Case open;
        string before;
        await using (var first = await RunningGateway.StartAsync(folder.Path, app.Address))
        {
            using (var client = Client.From(first.Address, Office))
            {
                await client.GetAsync("/");
            }

            var closed = await ConcludeAsync(first, Verdict.ConfirmedSafe);
            open = (await first.Get<CaseDesk>().OpenAsync(new CaseRequest("ann", "odd", OfficeKey))).Case!;
            var kept = await SnoozeAsync(first, closed, "kept");
            var ended = await SnoozeAsync(first, closed, "ended");
            Assert.That(await first.Get<SnoozeDesk>().EndAsync(ended.Id, "ben", "over"), Is.EqualTo(EndOutcome.Ended));
            Assert.That(kept.Entity, Is.EqualTo(OfficeKey));
            before = await MemoryAsync(first);
            Assert.That(before, Does.Contain("kept").And.Not.Contain("ended"));
        }

        // From a snapshot; from the whole log; and with records that have to be built anew.
        await using (var second = await RunningGateway.StartAsync(folder.Path, app.Address))
        {
            Assert.That(second.Get<SnapshotState>().LoadedFrom, Is.Not.Null);
            Assert.That(await MemoryAsync(second), Is.EqualTo(before));
        }

        Directory.Delete(Path.Combine(folder.Path, "snapshots"), recursive: true);
        foreach (var file in Directory.GetFiles(folder.Path, "records.db*"))
        {
            File.Delete(file);
        }

        await using var third = await RunningGateway.StartAsync(folder.Path, app.Address);
        Assert.That(third.Get<SnapshotState>().LoadedFrom, Is.Null);
        await Eventually.HoldsAsync(async () => await third.Get<ICaseLedger>().FindAsync(open.Id) == open, "the case is in the new records");
        Assert.That(await MemoryAsync(third), Is.EqualTo(before));
        Assert.That((await third.Get<ICaseLedger>().ListAsync(new SnoozeQuery { Holding = true })).Select(s => s.Policy), Is.EqualTo(new[] { "kept" }));
    }

    [Test]
    public async Task Snoozed_policy_lets_its_entity_through_says_so_and_judges_again_once_undone()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(ProbingPolicy.Settings(folder, app.Address));
        using var office = Client.From(gateway.Address, Office);
        using var stranger = Client.From(gateway.Address, "127.72.0.1");
        Assert.That((await office.GetAsync("/probe")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));

        var snooze = await SnoozeAsync(gateway, await ConcludeAsync(gateway, Verdict.Dismissed), "no-probing");
        await LiftAllAsync(gateway);
        var passed = await office.GetAsync("/probe");

        Assert.That(passed.Status, Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await stranger.GetAsync("/probe")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests), "nobody else is left alone");
        var decision = await gateway.RecordedAsync(passed.DecisionId);
        Assert.That(decision.Snoozed, Is.EqualTo(new[] { "no-probing" }));
        Assert.That(decision.Rules.Single().Outcome, Is.EqualTo(RuleOutcome.Snoozed));

        Assert.That(await gateway.Get<SnoozeDesk>().EndAsync(snooze.Id, "ben", "the scan is over"), Is.EqualTo(EndOutcome.Ended));
        Assert.That((await office.GetAsync("/probe")).Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task What_a_person_was_told_is_there_after_kill_9()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        // Told means: the desk's call has returned. The copy is what a killed process leaves: nothing of it is closed or flushed.
        await using var gateway = await RunningGateway.StartAsync(folder.Path, app.Address);
        var closed = await ConcludeAsync(gateway, Verdict.ConfirmedCompromised);
        using var left = new TempFolder();
        Directory.CreateDirectory(left["log"]);
        CopyTree(Path.Combine(folder.Path, "log"), left["log"]);
        CopyTree(Path.Combine(folder.Path, "keys"), left["keys"]);

        await using var next = await RunningGateway.StartAsync(left.Path, app.Address);

        await Eventually.HoldsAsync(async () => await next.Get<ICaseLedger>().FindAsync(closed.Id) == closed, "the verdict is in the new records");
    }

    private static void CopyTree(string from, string to)
    {
        var files = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<Case> ConcludeAsync(RunningGateway gateway, Verdict verdict)
    {
        var desk = gateway.Get<CaseDesk>();
        var opened = (await desk.OpenAsync(new CaseRequest("ann", "odd", OfficeKey))).Case!;
        Assert.That(await desk.CloseAsync(opened.Id, verdict, "ben", "asked them"), Is.EqualTo(CloseOutcome.Closed));
        return (await gateway.Get<ICaseLedger>().FindAsync(opened.Id))!;
    }

    private static async Task LiftAllAsync(RunningGateway gateway)
    {
        foreach (var entry in await gateway.Get<IRestrictionLedger>().ListAsync(new LedgerQuery { Standing = true }))
        {
            await gateway.Get<RestrictionDesk>().LiftAsync(entry.Restriction.Id, "ann", "a scan of ours");
        }
    }

    private static async Task<Snooze> SnoozeAsync(RunningGateway gateway, Case closed, string policy)
    {
        var result = await gateway.Get<SnoozeDesk>().SetAsync(new SnoozeRequest(closed.Id, policy, 3_600_000, "ann", "a scan of ours"));
        Assert.That(result.Outcome, Is.EqualTo(SnoozeOutcome.Set));
        return result.Snooze!;
    }

    /// <summary>What features and snoozes hold.</summary>
    private static Task<string> MemoryAsync(RunningGateway gateway)
    {
        var names = new List<string>();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        gateway.Get<SnoozeIndex>().Fill(
            new SecurityEvent
            {
                Id = EventId.New(now), Kind = EventKind.Request, TimeMs = now, Ip = ClientAddress.From(IPAddress.Parse(Office)),
            },
            names);
        return Task.FromResult(
            $"{gateway.Get<FeatureStore>().StateHash():x} {gateway.Get<SnoozeIndex>().Count} {string.Join(',', names)}");
    }
}
