using SecurityDecisioning.Benchmarks.Deciding;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>Decisions on simulated shop traffic with attacks in it, as they are when policies are asked.</summary>
internal static class PolicyFrames
{
    private const int WarmUp = 200_000;

    /// <summary>Spread over traffic that has gone on for a while, so that windows and profiles are filled.</summary>
    public static Decision[] Of(int count)
    {
        var engine = new DecisionEngine(
            new FeatureStore(), new RiskRanker(DetectorSet.Default, null), new PolicyRollout(PolicySet.Empty), new RestrictionIndex());
        var frames = new List<Decision>(count);
        var seen = 0;
        var scratch = new Decision();
        foreach (var labelled in DecisionBenchmark.Traffic())
        {
            if (labelled.Event.Kind == EventKind.Outcome)
            {
                engine.Observe(labelled.Event);
                continue;
            }

            seen++;
            var isKept = seen > WarmUp && seen % 10 == 0;
            var decision = isKept ? new Decision() : scratch;
            decision.Reset();
            engine.Decide(labelled.Event, decision);
            if (isKept)
            {
                decision.Event = labelled.Event with { Route = $"route-{frames.Count % 20}" };
                frames.Add(decision);
                if (frames.Count == count)
                {
                    break;
                }
            }
        }

        return [.. frames];
    }

    /// <summary>One on which every threshold is passed.</summary>
    public static Decision Extreme()
    {
        var decision = Of(1)[0];
        decision.Features.AsSpan().Fill(1e9f);
        decision.Risk = 1;
        foreach (var threat in ThreatCatalog.All)
        {
            decision.Candidates.Propose(threat.Threat, 1);
        }

        return decision;
    }

    /// <summary>Makes <paramref name="into"/> what <paramref name="frame"/> was, its vector in the cache as after a read.</summary>
    public static void Copy(Decision frame, Decision into)
    {
        into.Reset();
        into.Event = frame.Event;
        into.Risk = frame.Risk;
        into.Threat = frame.Threat;
        into.Candidates.CopyFrom(frame.Candidates);
        frame.Features.CopyTo(into.Features, 0);
    }
}
