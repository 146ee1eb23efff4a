using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Tests.Settings;

internal sealed class LogSettingsTests
{
    /// <summary>What the gateway writes of itself is far less than this; a segment of made records is more than half of it.</summary>
    private const int SegmentBytes = 700_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Nothing_said_means_strict_and_the_logs_own_retention()
    {
        var settings = Read();

        Assert.That(settings.Strict, Is.True);
        foreach (var topic in Topics.All)
        {
            Assert.That(
                settings.LocalOptions("x").RetentionOf(topic), Is.EqualTo(new LocalLogOptions { Folder = "x" }.RetentionOf(topic)), $"{topic}");
        }
    }

    [Test]
    public void Retention_is_set_by_topic_and_by_age_or_size_and_the_rest_is_as_usual()
    {
        var settings = Read(
            ("Strict", "false"), ("Retention:events:Age", "2.00:00:00"), ("Retention:Decisions:Bytes", "5000000"),
            ("Retention:verdicts:Age", "01:00:00"), ("Retention:verdicts:Bytes", "2000000"));
        var (options, usual) = (settings.LocalOptions("x"), new LocalLogOptions { Folder = "x" });

        Assert.That(settings.Strict, Is.False);
        Assert.That(options.Events, Is.EqualTo(usual.Events with { Age = TimeSpan.FromDays(2) }));
        Assert.That(options.Decisions, Is.EqualTo(usual.Decisions with { Bytes = 5_000_000 }));
        Assert.That(options.Verdicts, Is.EqualTo(new LogRetention(TimeSpan.FromHours(1), 2_000_000)));
        Assert.That(options.Restrictions, Is.EqualTo(usual.Restrictions));
    }

    [Test]
    public void All_that_is_wrong_is_told_at_once()
    {
        var failure = Assert.Throws<FormatException>(() => Read(
            ("Retention:evnts:Age", "1.00:00:00"), ("Retention:events:Age", "00:00:01"), ("Retention:decisions:Bytes", "7"),
            ("SyncInterval", "01:00:00")))!;

        Assert.That(failure.Message, Does.Contain("Retention:evnts: there is no such topic").And.Contain("Events.Age")
            .And.Contain("Decisions.Bytes").And.Contain("SyncInterval"));
    }

    [Test]
    public void Setting_that_does_not_exist_is_refused() =>
        Assert.That(() => Read(("Stricht", "true")), Throws.InvalidOperationException);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Gateway_removes_what_its_configuration_says_is_too_old_or_too_much_and_nothing_else(bool bySize)
    {
        using var folder = new TempFolder();
        await WriteSegmentsAsync(folder["data/log"], Topic.Events);
        await WriteSegmentsAsync(folder["data/log"], Topic.Decisions);
        var old = DateTime.UnixEpoch.AddYears(40);
        foreach (var file in Segments(folder["data/log"], Topic.Events)[..2])
        {
            File.SetLastWriteTimeUtc(file, old);
        }

        object events = bySize ? new { Bytes = 2 * SegmentBytes } : new { Age = "1.00:00:00" };
        var configuration = ConfigurationFile.WithLog(
            folder["gateway.json"], new { SegmentBytes, Retention = new Dictionary<string, object> { ["events"] = events } });
        var (before, others) = (Segments(folder["data/log"], Topic.Events), Segments(folder["data/log"], Topic.Decisions));

        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            RunningGateway.Settings(folder["data"], app.Address) with { ConfigurationFile = configuration });
        var log = gateway.Get<IRecordLog>();
        using var patience = new CancellationTokenSource(Patience);
        while (File.Exists(before[1]))
        {
            await Task.Delay(20, patience.Token);
        }

        var kept = log.Status().Topics[(int)Topic.Events];
        Assert.That(before.Count(File.Exists), Is.EqualTo(before.Length - 2), "the two oldest are gone");
        Assert.That(others, Has.All.Exist, "of another topic nothing is");
        Assert.That(kept.StartOffset, Is.GreaterThan(0));
        Assert.That(kept.Bytes, Is.LessThanOrEqualTo(2 * SegmentBytes));
        using var client = Client.From(gateway.Address, "127.34.0.1");
        Assert.That((await client.GetAsync("/")).Status, Is.EqualTo(System.Net.HttpStatusCode.OK), "and the gateway decides");
    }

    /// <summary>Four files of a topic, by the log itself.</summary>
    private static async Task WriteSegmentsAsync(string folder, Topic topic)
    {
        var options = new LocalLogOptions { Folder = folder, SegmentBytes = SegmentBytes };
        await using var log = LocalSegmentLog.Open(options);
        for (var i = 0; i < 4 * 6 - 2; i++)
        {
            log.Append(topic, 1, SampleEvents.StartMs, new byte[SegmentBytes / 6 - 100]);
        }
    }

    private static string[] Segments(string folder, Topic topic) =>
        [.. Directory.GetFiles(Path.Combine(folder, Topics.NameOf(topic)), "*.log").Order(StringComparer.Ordinal)];

    private static LogSettings Read(params (string Name, string Value)[] settings) => LogSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create($"{LogSettings.Section}:{s.Name}", (string?)s.Value))).Build());
}
