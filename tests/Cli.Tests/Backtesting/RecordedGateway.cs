using System.Buffers;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>
/// A gateway's data folder after some simulated traffic: the whole engine decided it, and its decisions are in a real log, cut
/// into many files.
/// </summary>
internal sealed class RecordedGateway : IDisposable
{
    private readonly TempFolder _folder = new();

    public RecordedGateway(string policies, ulong seed = 9)
    {
        Policies = PolicyLoader.LoadText("0.yaml", policies).Set ?? throw new ArgumentException("the policies do not load");
        var buffer = new ArrayBufferWriter<byte>();
        var engine = new DecisionEngine(
            new FeatureStore(new FeatureStoreOptions { MaxEntities = 65_536 }),
            Ranker,
            new PolicyRollout(Policies),
            new RestrictionIndex(10_000),
            new EngineOptions { Budget = TimeSpan.FromSeconds(1) });
        using var truth = File.CreateText(TruthFile);
        var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = LogFolder, SegmentBytes = 256 * 1024 });
        foreach (var labelled in OfflineTraffic.Of(Scenario.Create(new ScenarioOptions
        {
            Seed = seed, Pace = Pace.Compressed(TimeSpan.FromMinutes(10)), Population = 0.5, Campaigns = 2, Intensity = 0.3,
        })))
        {
            if (labelled.Event.Kind != EventKind.Request)
            {
                engine.Observe(labelled.Event);
                continue;
            }

            var decision = new Decision();
            engine.Decide(labelled.Event, decision);
            engine.Recorded(decision);
            buffer.ResetWrittenCount();
            DecisionCodec.Write(decision, buffer);
            log.Append(Topic.Decisions, new UInt128(decision.Id.High, decision.Id.Low), labelled.Event.TimeMs, buffer.WrittenSpan);
            truth.WriteLine(
                $$"""{"decision":"{{decision.Id}}","actor":{{labelled.Actor}},"threat":"{{ThreatCatalog.NameOf(labelled.Truth)}}"}""");
            Decisions.Add(DecisionCodec.Read(buffer.WrittenSpan));
            Truth[decision.Id] = labelled.Truth != Threat.None;
        }

        log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public string Data => _folder.Path;

    public string LogFolder => Path.Combine(_folder.Path, "log");

    public string TruthFile => _folder["truth.jsonl"];

    public PolicySet Policies { get; }

    public RiskRanker Ranker { get; } = new(DetectorSet.Default);

    /// <summary>Every decision, as it was recorded.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>Whether it was an attack.</summary>
    public Dictionary<EventId, bool> Truth { get; } = [];

    public string Folder(string name, params string[] documents)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        for (var i = 0; i < documents.Length; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"{i}.yaml"), documents[i]);
        }

        return folder;
    }

    public void Dispose() => _folder.Dispose();
}
