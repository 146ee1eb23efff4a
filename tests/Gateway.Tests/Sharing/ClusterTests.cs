using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Kafka;
using SecurityDecisioning.Streams.Local;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Gateway.Tests.Sharing;

internal sealed class ClusterTests
{
    [Test]
    public async Task Gateway_decides_while_the_cluster_is_away_says_so_and_shares_all_of_it_later()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var app = await SmallApp.StartAsync();
        cluster.MakeTopics();
        cluster.AllDown();
        var told = new List<string>();
        await using (var gateway = await RunningGateway.StartAsync(Settings(folder, app.Address, cluster)))
        {
            using var client = Client.From(gateway.Address, "127.30.0.1");
            for (var i = 0; i < 40; i++)
            {
                told.Add((await client.LoginAsync($"user{i}")).DecisionId);
            }

            var health = gateway.Get<HealthReporter>();
            while (!health.Report().Degraded.Any(p => p.Part == "cluster"))
            {
                await Task.Delay(50, patience.Token);
            }

            cluster.AllUp();
            var log = gateway.Get<IRecordLog>();
            foreach (var topic in new[] { Topic.Events, Topic.Decisions, Topic.Restrictions })
            {
                await log.WhenSharedAsync(new LogPosition(topic, log.EndOffset(topic) - 1), patience.Token);
            }

            Assert.That(health.Report().Degraded.Select(p => p.Part), Has.None.EqualTo("cluster"));
            Assert.That(log.Status().Sharing!.Dropped, Is.Zero);
        }

        await using var peer = KafkaRecordLog.Open(
            new LocalLogOptions { Folder = folder["peer"] }, new KafkaLogOptions { Servers = cluster.Servers, CreateTopics = false });
        var shared = new List<string>();
        await foreach (var record in peer.ReadSharedAsync(Topic.Decisions, new LogCursor(), follow: false, patience.Token))
        {
            Assert.That(record.Origin, Is.Not.EqualTo(peer.Origin));
            shared.Add(DecisionCodec.Read(record.Payload.Span).Id.ToString());
        }

        Assert.That(told, Is.SubsetOf(shared));
    }

    [Test]
    public async Task Cluster_settings_that_cannot_be_are_told_all_at_once()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        await using var app = await SmallApp.StartAsync();
        var settings = RunningGateway.Settings(folder["data"], app.Address) with
        {
            ConfigurationFile = ConfigurationFile.WithLog(folder["config.json"], new
            {
                SyncInterval = "00:00:05",
                Kafka = new
                {
                    cluster.Servers,
                    Partitions = 0,
                    Client = new Dictionary<string, string> { ["acks"] = "0" },
                    ClientFiles = new Dictionary<string, string> { ["sasl.password"] = folder["missing"] },
                },
            }),
        };

        Assert.That(
            async () => await RunningGateway.StartAsync(settings),
            Throws.TypeOf<StartupException>().With.Message.Contains("SyncInterval")
                .And.Message.Contains("Partitions")
                .And.Message.Contains("acks cannot be set")
                .And.Message.Contains("sasl.password"));
    }

    private static SecurityDecisioning.Gateway.Settings.GatewaySettings Settings(TempFolder folder, Uri app, MockKafka cluster) =>
        RunningGateway.Settings(folder["data"], app) with
        {
            ConfigurationFile = ConfigurationFile.WithLog(
                folder["config.json"], new { Kafka = new { cluster.Servers, CreateTopics = false, CatchUp = "00:00:02" } }),
        };
}
