using System.Diagnostics;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Simulator.Offline;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>
/// The decision point alone on simulated shop traffic with attacks in it, one thread, every decision timed by itself. The first
/// part of the traffic only warms: load and idle in turns, since a busy core keeps the runtime's compiler waiting.
/// </summary>
internal static class DecisionBenchmark
{
    private const int Policies = 20;
    private const int WarmUps = 4;

    public static DecisionFigures Run(string root, int decisions)
    {
        var model = RiskModel.Load(Path.Combine(root, "models", "shipped"));
        var policies = BenchmarkPolicies.Load(root, Policies);
        var features = new FeatureStore();
        var engine = new DecisionEngine(
            features, new RiskRanker(DetectorSet.Default, model), new PolicyRollout(policies), new RestrictionIndex());
        var traffic = Traffic().Take(3 * decisions).ToArray();
        var warm = traffic.Length / 2;
        for (var i = 0; i < WarmUps; i++)
        {
            Play(engine, traffic.AsSpan(i * warm / WarmUps, warm / WarmUps), null);
            Thread.Sleep(TimeSpan.FromMilliseconds(700));
        }

        GC.Collect();
        var samples = new DecisionSamples(decisions);
        Play(engine, traffic.AsSpan(warm), samples);
        return new DecisionFigures(
            policies.Policies.Count, model.Trees.TreeCount, model.Trees.Depth, features.Status().Entities, samples.Figures());
    }

    /// <summary>Simulated shop traffic with attacks in it, without end.</summary>
    public static IEnumerable<LabelledEvent> Traffic()
    {
        for (var seed = 1UL; ; seed++)
        {
            var scenario = Scenario.Create(new ScenarioOptions
            {
                Seed = seed, Population = 20, Pace = Pace.Natural(TimeSpan.FromDays(5)),
            });
            var startMs = OfflineTraffic.DefaultStartMs + ((long)(seed - 1) * scenario.Pace.DurationMs);
            foreach (var labelled in OfflineTraffic.Of(scenario, startMs))
            {
                yield return labelled;
            }
        }
    }

    private static void Play(DecisionEngine engine, ReadOnlySpan<LabelledEvent> traffic, DecisionSamples? samples)
    {
        var decision = new Decision();
        foreach (var labelled in traffic)
        {
            if (labelled.Event.Kind == EventKind.Outcome)
            {
                engine.Observe(labelled.Event);
                continue;
            }

            decision.Reset();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            engine.Decide(labelled.Event, decision);
            engine.Recorded(decision);
            var ticks = Stopwatch.GetTimestamp() - started;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            samples?.Add(labelled, decision, ticks, bytes);
        }
    }
}
