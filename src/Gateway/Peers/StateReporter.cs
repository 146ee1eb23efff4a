using System.Globalization;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Walks the whole of the features' state; one walk at a time.</summary>
internal sealed class StateReporter(
    IRecordLog log,
    FeatureStore features,
    RestrictionIndex restrictions,
    PeerCursors cursors,
    PeerState peers,
    SnapshotState snapshots,
    StreamsMetrics streams)
{
    private readonly Lock _gate = new();

    /// <summary>Null where somebody else is asking at this moment.</summary>
    public StateDocument? TryReport()
    {
        if (!_gate.TryEnter())
        {
            return null;
        }

        try
        {
            var hash = features.StateHash();
            var status = features.Status();
            return new StateDocument(
                log.Origin.ToString("x16", CultureInfo.InvariantCulture),
                hash.ToString("x16", CultureInfo.InvariantCulture),
                status.Applied,
                status.Entities,
                status.Evicted,
                status.Coarsened,
                restrictions.Count,
                log.Status().Sharing?.Unsent ?? 0,
                streams.LagOf(Topic.Events) + streams.LagOf(Topic.Restrictions) + streams.LagOf(Topic.Verdicts),
                cursors.Passed(Topic.Events),
                snapshots.ReplayedEvents,
                peers.Peers.Sum(static p => p.Events),
                snapshots.JoinedFrom?.ToString("x16", CultureInfo.InvariantCulture));
        }
        finally
        {
            _gate.Exit();
        }
    }
}
