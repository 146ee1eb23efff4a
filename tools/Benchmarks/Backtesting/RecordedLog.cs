using System.Buffers;
using SecurityDecisioning.Benchmarks.Deciding;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Benchmarks.Backtesting;

/// <summary>A gateway's log after simulated shop traffic with attacks in it: the whole engine decided every request.</summary>
internal static class RecordedLog
{
    /// <summary>Writes as many decisions into <paramref name="data"/> as a gateway would have, and returns their bytes.</summary>
    public static async Task<long> WriteAsync(string root, string data, int decisions)
    {
        var policies = BenchmarkPolicies.Load(root, wanted: 0);
        var engine = new DecisionEngine(
            new FeatureStore(),
            new RiskRanker(DetectorSet.Default, RiskModel.Load(Path.Combine(root, "models", "shipped"))),
            new PolicyRollout(policies),
            new RestrictionIndex());
        var (decision, buffer, bytes) = (new Decision(), new ArrayBufferWriter<byte>(), 0L);
        await using var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = Path.Combine(data, "log") });
        foreach (var labelled in DecisionBenchmark.Traffic())
        {
            if (labelled.Event.Kind == EventKind.Outcome)
            {
                engine.Observe(labelled.Event);
                continue;
            }

            decision.Reset();
            engine.Decide(labelled.Event, decision);
            engine.Recorded(decision);
            buffer.ResetWrittenCount();
            bytes += DecisionCodec.Write(decision, buffer);
            log.Append(Topic.Decisions, new UInt128(decision.Id.High, decision.Id.Low), labelled.Event.TimeMs, buffer.WrittenSpan);
            if (--decisions == 0)
            {
                break;
            }
        }

        return bytes;
    }
}
