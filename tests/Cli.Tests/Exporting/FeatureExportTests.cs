using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Cli.Exporting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Exporting;

/// <summary>Training rows hold what was known at the decision and nothing of later.</summary>
internal sealed class FeatureExportTests
{
    private static readonly SecurityEvent[] Traffic = Play();

    [Test]
    public void Row_of_a_decision_does_not_change_when_the_log_ends_after_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var start = random.Next(Traffic.Length - 200);
            var events = Traffic[start..(start + 200)];
            var cut = 1 + random.Next(events.Length - 1);
            using var whole = new TempFolder();
            using var truncated = new TempFolder();
            var all = Rows(whole, events);
            var some = Rows(truncated, events[..cut]);
            return some.Count == events[..cut].Count(e => e.Kind == EventKind.Request)
                && some.Zip(all).All(pair => pair.First.Id == pair.Second.Id
                    && pair.First.Features.AsSpan().SequenceEqual(pair.Second.Features) && pair.First.Served && pair.Second.Served);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Test]
    public async Task Csv_has_the_catalogue_its_names_and_a_line_per_decision_in_the_times_asked_for()
    {
        using var folder = new TempFolder();
        var events = Traffic[..600];
        Record(folder["data"], events);
        var requests = events.Where(e => e.Kind == EventKind.Request).ToArray();
        var (from, to) = (requests[20].TimeMs, requests[60].TimeMs);
        var summary = new StringWriter();

        var code = await Run(summary, "--data", folder["data"], "--out", folder["rows.csv"], "--from", Iso(from), "--to", Iso(to), "--json");

        var lines = await File.ReadAllLinesAsync(folder["rows.csv"]);
        var wanted = requests.Where(e => e.TimeMs >= from && e.TimeMs <= to).ToArray();
        using var said = JsonDocument.Parse(summary.ToString());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(lines[0], Is.EqualTo($"# catalogue {FeatureCatalog.Hash}"));
            Assert.That(lines[1].Split(',')[6..], Is.EqualTo(FeatureCatalog.All.Select(f => f.Name)));
            Assert.That(lines[2..].Select(l => l.Split(',')[0]), Is.EqualTo(wanted.Select(e => e.Id.ToString())));
            Assert.That(lines[2..].Select(l => l.Split(',').Length), Has.All.EqualTo(6 + FeatureCatalog.Count));
            Assert.That(said.RootElement.GetProperty("rows").GetInt64(), Is.EqualTo(wanted.Length));
            Assert.That(said.RootElement.GetProperty("as_served").GetInt64(), Is.EqualTo(wanted.Length));
            Assert.That(said.RootElement.GetProperty("different").GetInt64(), Is.Zero);
        }
    }

    [Test]
    public async Task Json_lines_read_back_as_the_vectors_that_were_served()
    {
        using var folder = new TempFolder();
        var events = Traffic[..300];
        var served = Record(folder["data"], events);

        Assert.That(await Run(TextWriter.Null, "--data", folder["data"], "--out", folder["rows.jsonl"]), Is.Zero);

        var lines = await File.ReadAllLinesAsync(folder["rows.jsonl"]);
        using var header = JsonDocument.Parse(lines[0]);
        Assert.That(header.RootElement.GetProperty("catalogue").GetString(), Is.EqualTo(FeatureCatalog.Hash));
        Assert.That(lines, Has.Length.EqualTo(1 + served.Count));
        foreach (var line in lines[1..])
        {
            using var row = JsonDocument.Parse(line);
            var features = row.RootElement.GetProperty("features").EnumerateArray()
                .Select(v => v.ValueKind == JsonValueKind.Null ? float.NaN : v.GetSingle());
            Assert.That(EventId.TryParse(row.RootElement.GetProperty("decision_id").GetString()!, out var id), Is.True);
            Assert.That(features, Is.EqualTo(served[id]));
        }
    }

    [Test]
    public async Task Restrictions_and_lifts_count_in_rows_from_the_moment_on_that_they_were_set()
    {
        using var folder = new TempFolder();
        var events = Traffic[..2_000];
        var served = Record(folder["data"], events, restricts: true);

        var rows = await ReadAsync(folder["data"]);

        var (restricted, lifted) = (FeatureCatalog.IndexOf("ip.prior_restrictions"), FeatureCatalog.IndexOf("ip.prior_lifts"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(r => r.Features), Is.EqualTo(rows.Select(r => served[r.Id])), "as served, to the last bit");
            Assert.That(rows.Count(r => r.Features[restricted] > 0), Is.InRange(50, rows.Count - 50), "before and after");
            Assert.That(rows.Count(r => r.Features[lifted] > 0), Is.InRange(5, rows.Count - 50));
            Assert.That(rows[0].Features[restricted], Is.Zero, "the first is restricted by its own decision, which comes after");
        }
    }

    [Test]
    public async Task Folder_without_a_log_is_one_line_and_exit_code_1()
    {
        using var folder = new TempFolder();
        Assert.That(await Run(TextWriter.Null, "--data", folder["none"], "--out", folder["rows.csv"]), Is.EqualTo(1));
        Assert.That(File.Exists(folder["rows.csv"]), Is.False);
    }

    private static Task<int> Run(TextWriter output, params string[] arguments) => FeaturesCommand.Create()
        .Parse(["export", .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = TextWriter.Null });

    private static string Iso(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static List<(EventId Id, float[] Features, bool Served)> Rows(TempFolder folder, SecurityEvent[] events)
    {
        Record(folder.Path, events);
        return ReadAsync(folder.Path).GetAwaiter().GetResult();
    }

    private static async Task<List<(EventId Id, float[] Features, bool Served)>> ReadAsync(string data)
    {
        await using var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = Path.Combine(data, "log") });
        var rows = new List<(EventId Id, float[] Features, bool Served)>();
        var export = new FeatureExport(log, new FeatureStoreOptions { MaxEntities = 20_000 }, long.MinValue, long.MaxValue);
        await foreach (var row in export.ReadAsync(CancellationToken.None))
        {
            rows.Add((row.Request.Id, row.Features.ToArray(), row.Decided is not null));
        }

        return rows;
    }

    /// <summary>As the gateway writes it: each event, and with each request the decision with the vector it was served.</summary>
    private static Dictionary<EventId, float[]> Record(string data, SecurityEvent[] events, bool restricts = false)
    {
        var served = new Dictionary<EventId, float[]>();
        var store = new FeatureStore();
        var buffer = new ArrayBufferWriter<byte>();
        var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = Path.Combine(data, "log") });
        foreach (var (e, next) in events.Zip(events.Skip(1).Append(null)))
        {
            buffer.ResetWrittenCount();
            EventCodec.Write(e, buffer);
            log.Append(Topic.Events, 1, e.TimeMs, buffer.WrittenSpan);
            if (e.Kind != EventKind.Request)
            {
                store.Apply(e);
                continue;
            }

            var decision = new Decision { Event = e };
            store.ApplyAndRead(e, decision.Features);
            served[e.Id] = decision.Features;
            buffer.ResetWrittenCount();
            DecisionCodec.Write(decision, buffer);
            log.Append(Topic.Decisions, new UInt128(e.Id.High, e.Id.Low), e.TimeMs, buffer.WrittenSpan);
            if (restricts && served.Count % 7 == 1)
            {
                Restrict(e, lift: served.Count % 3 == 0 && next?.TimeMs > e.TimeMs);
            }
        }

        log.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return served;

        // As the decision leaves it, and as an analyst undoes it before the next request.
        void Restrict(SecurityEvent e, bool lift)
        {
            var restriction = new Restriction
            {
                Id = EventId.New(e.TimeMs), Entity = e.Entity(EntityKind.Ip), Action = ActionKind.Throttle, FromMs = e.TimeMs,
                UntilMs = e.TimeMs + 60_000, Origin = RestrictionOrigin.Policy, Decision = e.Id, Owner = "test", ReasonCode = "test",
                Reason = "test",
            };
            buffer.ResetWrittenCount();
            RestrictionCodec.Write(restriction, buffer);
            log.Append(Topic.Restrictions, 1, e.TimeMs, buffer.WrittenSpan);
            store.Apply(restriction);
            if (lift)
            {
                var undone = new RestrictionLift(restriction.Id, restriction.Entity, e.TimeMs, "test", "test");
                buffer.ResetWrittenCount();
                RestrictionCodec.Write(undone, buffer);
                log.Append(Topic.Restrictions, 1, e.TimeMs, buffer.WrittenSpan);
                store.Apply(undone);
            }
        }
    }

    private static SecurityEvent[] Play() => [.. OfflineTraffic.Of(Scenario.Create(new ScenarioOptions
    {
        Seed = 9, Pace = Pace.Compressed(TimeSpan.FromMinutes(3)), Population = 0.3, Campaigns = 4, Intensity = 0.2,
    })).Select(l => l.Event)];
}
