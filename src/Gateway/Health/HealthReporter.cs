using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Sinks;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>Asks every stage how it is; answers from memory.</summary>
public sealed class HealthReporter(
    Readiness readiness,
    IRecordLog log,
    LogDamage damage,
    FeatureStore features,
    RiskRanker ranker,
    WatchedFolder policies,
    PolicyLifecycle lifecycle,
    RestrictionIndex restrictions,
    SinkMetrics sink,
    EnrichmentSource enrichment,
    PeerState peers,
    StreamsMetrics streams,
    SnapshotState snapshots,
    ParityState parity,
    IEnumerable<IProjection> projections)
{
    /// <summary>Records a projection may be behind before that counts as a problem.</summary>
    private const long Behind = 50_000;

    public HealthDocument Report()
    {
        var status = log.Status();
        var reading = projections.Select(p => new HealthProjection(
            p.Name, p.NextOffset, Math.Max(0, log.EndOffset(p.Topic) - p.NextOffset))).ToList();
        var problems = Problems(status, reading).ToList();
        return new HealthDocument(
            !readiness.IsReady ? HealthDocument.Starting : problems.Count == 0 ? HealthDocument.Ok : HealthDocument.HasProblems,
            problems,
            ranker.ModelHash,
            lifecycle.Rollout.Live.Hash,
            FeatureCatalog.Hash,
            features.Status().Entities,
            restrictions.Count,
            sink.Lost,
            [.. status.Topics.Select(t => new HealthTopic(
                Streams.Topics.NameOf(t.Topic), t.EndOffset, t.DurableEndOffset, t.Bytes, t.RecoveredBytes))],
            reading,
            [.. enrichment.Status.Select(f => f.Words)],
            snapshots.Last,
            parity.Total)
        {
            Peers = status.Sharing is null ? null : [.. peers.Peers.Select(PeerHealth.Words)],
        };
    }

    private IEnumerable<HealthProblem> Problems(LogStatus log, List<HealthProjection> reading)
    {
        foreach (var problem in LogHealth.Problems(log, sink.Lost, damage.Found))
        {
            yield return problem;
        }

        foreach (var apart in PeerHealth.Problems(log.Sharing, peers, streams))
        {
            yield return apart;
        }

        if (ranker.Model is null)
        {
            yield return new HealthProblem("model", "none is loaded; triage rules decide");
        }

        if (policies.Problems.Count > 0)
        {
            yield return new HealthProblem(
                "policies",
                $"the folder has {policies.Problems.Count} problems and the last good set stays: {policies.Problems[0]}");
        }

        if (lifecycle.Problems.Count > 0)
        {
            yield return new HealthProblem("policies", $"what peers made live cannot be put in place: {lifecycle.Problems[0]}");
        }

        if (snapshots.Problem is { } snapshot)
        {
            yield return new HealthProblem("snapshots", snapshot);
        }

        if (parity.Problem is { } mismatch)
        {
            yield return new HealthProblem("parity", mismatch);
        }

        foreach (var missing in EnrichmentHealth.Problems(enrichment))
        {
            yield return missing;
        }

        foreach (var projection in projections.Where(p => p.Problem is not null))
        {
            yield return new HealthProblem(
                projection.Name, $"wait in the log, the database cannot take them: {projection.Problem}");
        }

        foreach (var projection in reading.Where(p => p.Behind > Behind))
        {
            yield return new HealthProblem(projection.Name, $"is {projection.Behind} records behind");
        }
    }
}
