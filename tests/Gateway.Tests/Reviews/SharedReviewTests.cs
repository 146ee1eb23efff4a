using System.Net;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Gateway.Tests.Reviews;

/// <summary>What a person finds out on one gateway, on another one.</summary>
internal sealed class SharedReviewTests
{
    private const string Office = "127.75.0.1";

    private static readonly EntityKey OfficeKey = EntityKey.OfIp(ClientAddress.From(IPAddress.Parse(Office)));

    [Test]
    public async Task Verdict_and_snooze_count_and_hold_on_every_gateway_and_once_after_a_restart()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        cluster.MakeTopics();
        await using var app = await SmallApp.StartAsync();
        var keys = Path.Combine(folder["first"], "keys");
        await using var first = await RunningGateway.StartAsync(Settings(folder, "first", app.Address, cluster, null));
        await using (var second = await RunningGateway.StartAsync(Settings(folder, "second", app.Address, cluster, keys)))
        {
            // An entity has features from its first request on, here and there.
            using (var client = Client.From(first.Address, Office))
            {
                await client.GetAsync("/");
            }

            await Eventually.HoldsAsync(() => Task.FromResult(second.Get<FeatureStore>().Contains(OfficeKey)), "the peer knows the office");
            var desk = first.Get<CaseDesk>();
            var opened = (await desk.OpenAsync(new CaseRequest("ann", "odd", OfficeKey))).Case!;
            Assert.That(await desk.CloseAsync(opened.Id, Verdict.ConfirmedSafe, "ben", "asked them"), Is.EqualTo(CloseOutcome.Closed));
            var snooze = (await first.Get<SnoozeDesk>().SetAsync(new SnoozeRequest(opened.Id, "login", 3_600_000, "ann", "a scan"))).Snooze!;

            await Eventually.HoldsAsync(async () => await second.Get<ICaseLedger>().FindSnoozeAsync(snooze.Id) == snooze, "the peer has it on record");
            await Eventually.HoldsAsync(() => Task.FromResult(Names(second).SequenceEqual(["login"])), "the peer leaves it alone");
            await Eventually.HoldsAsync(() => Task.FromResult(Hash(second) == Hash(first)), "the peer's features know the verdict");

            // A verdict on the other one, about a case of this one.
            var again = (await desk.OpenAsync(new CaseRequest("ann", "again", OfficeKey))).Case!;
            await Eventually.HoldsAsync(async () => await second.Get<ICaseLedger>().FindAsync(again.Id) is not null, "the peer lists the case");
            Assert.That(
                await second.Get<CaseDesk>().CloseAsync(again.Id, Verdict.ConfirmedCompromised, "cat", "stolen"), Is.EqualTo(CloseOutcome.Closed));
            await Eventually.HoldsAsync(
                async () => await first.Get<ICaseLedger>().FindAsync(again.Id) is { Closing.By: "cat" }, "the verdict comes back");
            await Eventually.HoldsAsync(() => Task.FromResult(Hash(second) == Hash(first)), "both know the same");
        }

        // From its snapshot and the cluster's beginning: nothing counts twice.
        await using var restarted = await RunningGateway.StartAsync(Settings(folder, "second", app.Address, cluster, keys));
        await Eventually.HoldsAsync(() => Task.FromResult(Hash(restarted) == Hash(first)), "the same after the restart");
        Assert.That(Names(restarted), Is.EqualTo(new[] { "login" }));
    }

    private static ulong Hash(RunningGateway gateway) => gateway.Get<FeatureStore>().StateHash();

    private static List<string> Names(RunningGateway gateway)
    {
        var names = new List<string>();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        gateway.Get<SnoozeIndex>().Fill(
            new SecurityEvent { Id = EventId.New(now), Kind = EventKind.Request, TimeMs = now, Ip = ClientAddress.From(IPAddress.Parse(Office)) },
            names);
        return names;
    }

    private static GatewaySettings Settings(TempFolder folder, string name, Uri app, MockKafka cluster, string? keys) =>
        RunningGateway.Settings(folder[name], app) with
        {
            SharedKeyFolder = keys,
            ConfigurationFile = ConfigurationFile.WithLog(
                folder[$"{name}.json"], new { Kafka = new { cluster.Servers, CreateTopics = false } }),
        };
}
