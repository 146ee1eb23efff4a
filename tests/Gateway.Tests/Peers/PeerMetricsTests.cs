using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;
using SecurityDecisioning.TestKit.Kafka;

namespace SecurityDecisioning.Gateway.Tests.Peers;

/// <summary>What an exporter at one gateway reads of its peer.</summary>
internal sealed class PeerMetricsTests
{
    [Test]
    public async Task Peer_that_is_cut_off_falls_silent_its_records_wait_with_it_and_their_delay_shows_when_they_come()
    {
        using var folder = new TempFolder();
        using var cluster = new MockKafka();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        cluster.MakeTopics();
        await using var app = await SmallApp.StartAsync();
        await using var one = await RunningGateway.StartAsync(Settings(folder, "one", app.Address, cluster));
        await using var other = await RunningGateway.StartAsync(Settings(folder, "other", app.Address, cluster));
        using var metrics = new Probe(other.Get<IMeterFactory>());
        using var client = Client.From(one.Address, "127.35.0.1");
        var log = one.Get<IRecordLog>();
        var peer = log.Origin.ToString("x16", CultureInfo.InvariantCulture);

        await client.GetAsync("/");
        await UntilAsync(() => metrics.Now("sd.peers.silent", peer) is not null);
        Assert.That(metrics.Now("sd.peers.last_delay", peer), Is.Not.Null);
        Assert.That(metrics.Now("sd.peers.silent", "0000000000000001"), Is.Null, "of nobody else");

        cluster.AllDown();
        await client.GetAsync("/while-away");
        // Silence began with the event before: what waits has waited for as long as this clock says, and no longer.
        var waiting = Stopwatch.StartNew();
        await UntilAsync(() => metrics.Now("sd.peers.silent", peer) > 4 && waiting.Elapsed > TimeSpan.FromSeconds(3.5));
        Assert.That(log.Status().Sharing, Has.Property("Unsent").GreaterThan(0));
        cluster.AllUp();
        await UntilAsync(() => metrics.Now("sd.peers.silent", peer) < 4);
        Assert.That(metrics.Now("sd.peers.last_delay", peer), Is.GreaterThan(3), "they waited with the peer");

        // Events of one address come in order: the next is on its way for as long as events are when nothing is wrong.
        await UntilAsync(() => log.Status().Sharing!.Unsent == 0);
        await client.GetAsync("/again");
        await UntilAsync(() => metrics.Now("sd.peers.last_delay", peer) < 3);
        await UntilAsync(() => other.Get<StreamsMetrics>().LagOf(Topic.Events) == 0);

        async Task UntilAsync(Func<bool> holds)
        {
            while (!holds())
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    private static GatewaySettings Settings(TempFolder folder, string name, Uri app, MockKafka cluster)
    {
        var keys = Directory.CreateDirectory(folder["keys"]).FullName;
        var paths = new[] { "pseudonyms", "fold", "tokens" }.Select(k => Path.Combine(keys, $"{k}.key"));
        foreach (var key in paths.Where(path => !File.Exists(path)))
        {
            File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(32));
        }

        return RunningGateway.Settings(folder[name], app) with
        {
            SharedKeyFolder = keys,
            ConfigurationFile = ConfigurationFile.WithLog(
                folder[$"{name}.json"], new { Kafka = new { cluster.Servers, CreateTopics = false } }),
        };
    }

    /// <summary>Reads the gauges of one gateway's peers.</summary>
    private sealed class Probe : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _told = [];

        public Probe(IMeterFactory gateway)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == PeerMetrics.MeterName && instrument.Meter.Scope == gateway)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>(
                (instrument, value, tags, _) => _told[$"{instrument.Name} {tags[0].Value}"] = value);
            _listener.Start();
        }

        public double? Now(string name, string peer)
        {
            _told.Clear();
            _listener.RecordObservableInstruments();
            return _told.TryGetValue($"{name} {peer}", out var value) ? value : null;
        }

        public void Dispose() => _listener.Dispose();
    }
}
