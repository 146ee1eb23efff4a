using SecurityDecisioning.Features;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>Peers' events, into the same fold as our own, by the same call.</summary>
internal sealed class PeerEvents(
    IRecordLog log,
    FeatureStore features,
    SessionDirectory sessions,
    PeerCursors cursors,
    PeerState state,
    PeerMetrics metrics,
    ILogger<PeerEvents> logger)
    : PeerFollower(Topic.Events, log, cursors, state, metrics, logger)
{
    protected override void Take(in SharedRecord record, bool isHeld)
    {
        if (isHeld)
        {
            return;
        }

        var securityEvent = EventCodec.Read(record.Payload.Span);
        features.Apply(securityEvent);
        sessions.Observe(securityEvent);
    }
}
