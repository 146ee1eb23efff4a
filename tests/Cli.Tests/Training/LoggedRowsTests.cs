using System.Buffers;
using System.CommandLine;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Cli.Training;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Training;

/// <summary>From a log on disk and its ground truth to a model that loads.</summary>
internal sealed class LoggedRowsTests
{
    [Test]
    public async Task A_log_and_its_truth_become_a_model_that_loads()
    {
        using var folder = new TempFolder();
        await RecordAsync(folder, new ScenarioOptions
        {
            Seed = 5, Pace = Pace.Compressed(TimeSpan.FromMinutes(5)), Population = 0.4, Campaigns = 6, Intensity = 0.3,
        });

        var code = await Run("--data", folder["data"], "--truth", folder["truth.jsonl"], "--out", folder["model"], "--json");

        Assert.That(code, Is.Zero);
        var model = RiskModel.Load(folder["model"]);
        Assert.Multiple(() =>
        {
            Assert.That(model.Card.Metrics!.Auc, Is.GreaterThan(0.9));
            Assert.That(model.Card.Simulated, Is.True);
            Assert.That(model.Card.Command, Does.Contain("--data"));
        });
    }

    [Test]
    public async Task Rows_from_a_log_are_the_rows_the_fold_serves()
    {
        using var folder = new TempFolder();
        var options = new ScenarioOptions
        {
            Seed = 6, Pace = Pace.Compressed(TimeSpan.FromMinutes(3)), Population = 0.3, Campaigns = 4, Intensity = 0.2,
        };
        await RecordAsync(folder, options);

        var logged = await LoggedRows.ReadAsync(folder["data"], folder["truth.jsonl"], seed: 1, CancellationToken.None);
        var played = new CandidateCounts();
        var rows = WorldRows.Of([new World(options, Defended: false)], 10_000, played);

        Assert.Multiple(() =>
        {
            Assert.That(logged.Train.Count + logged.Validation.Count + logged.Test.Count, Is.EqualTo(rows.Count));
            Assert.That(logged.Candidates.Requests, Is.EqualTo(played.Requests));
            foreach (var threat in ThreatCatalog.All)
            {
                Assert.That(logged.Candidates.Proposed(threat.Threat), Is.EqualTo(played.Proposed(threat.Threat)), threat.Name);
            }
        });
    }

    [Test]
    public async Task A_folder_without_a_log_fails_with_one_line()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder["truth.jsonl"], """{"decision":"01KEZZZZZZZZZZZZZZZZZZZZZZ","actor":1,"threat":"none"}""");

        Assert.That(await Run("--data", folder.Path, "--truth", folder["truth.jsonl"], "--out", folder["model"]), Is.EqualTo(1));
        Assert.That(Directory.Exists(folder["model"]), Is.False);
    }

    [TestCase("not json")]
    [TestCase("""{"decision":"01KEZZZZZZZZZZZZZZZZZZZZZZ","actor":1,"threat":"burglary"}""")]
    [TestCase("""{"actor":1}""")]
    [TestCase("[]")]
    public void A_line_that_is_no_truth_is_named(string line)
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder["t"], ["""{"decision":"01KEZZZZZZZZZZZZZZZZZZZZZZ","actor":1,"threat":"none"}""", line]);

        Assert.That(() => TruthTable.Read(folder["t"]), Throws.InstanceOf<FormatException>().With.Message.Contains("line 2"));
    }

    private static Task<int> Run(params string[] arguments) =>
        new RootCommand { TrainCommand.Create() }.Parse(["train", .. arguments]).InvokeAsync();

    private static async Task RecordAsync(TempFolder folder, ScenarioOptions options)
    {
        await using var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = Path.Combine(folder["data"], "log") });
        await using var truth = new StreamWriter(folder["truth.jsonl"]);
        var buffer = new ArrayBufferWriter<byte>();
        LogPosition last = default;
        foreach (var (securityEvent, threat, actor) in OfflineTraffic.Of(Scenario.Create(options)))
        {
            buffer.ResetWrittenCount();
            EventCodec.Write(securityEvent, buffer);
            last = log.Append(
                Topic.Events, new UInt128(securityEvent.Ip.High, securityEvent.Ip.Low), securityEvent.TimeMs, buffer.WrittenSpan);
            if (securityEvent.Kind == EventKind.Request)
            {
                await truth.WriteLineAsync(
                    $$"""{"decision":"{{securityEvent.Id}}","actor":{{actor}},"threat":"{{ThreatCatalog.NameOf(threat)}}"}""");
            }
        }

        await log.WhenDurableAsync(last);
    }
}
