using System.Buffers;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Benchmarks.Deciding;

/// <summary>Decisions of simulated traffic as a gateway's log has them: the whole engine decided every request.</summary>
internal static class EncodedDecisions
{
    /// <summary>So many decisions. What is given is used again for the next.</summary>
    public static IEnumerable<(Decision Decision, ReadOnlyMemory<byte> Record)> Of(string root, int count)
    {
        var engine = new DecisionEngine(
            new FeatureStore(),
            new RiskRanker(DetectorSet.Default, RiskModel.Load(Path.Combine(root, "models", "shipped"))),
            new PolicyRollout(BenchmarkPolicies.Load(root, wanted: 0)),
            new RestrictionIndex());
        var (decision, buffer) = (new Decision(), new ArrayBufferWriter<byte>());
        foreach (var labelled in DecisionBenchmark.Traffic())
        {
            if (count == 0)
            {
                yield break;
            }

            if (labelled.Event.Kind == EventKind.Outcome)
            {
                engine.Observe(labelled.Event);
                continue;
            }

            decision.Reset();
            engine.Decide(labelled.Event, decision);
            engine.Recorded(decision);
            buffer.ResetWrittenCount();
            DecisionCodec.Write(decision, buffer);
            count--;
            yield return (decision, buffer.WrittenMemory);
        }
    }
}
