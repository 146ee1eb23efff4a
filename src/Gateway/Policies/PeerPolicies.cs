using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>
/// Peers' steps and documents: what one gateway makes live, all decide with. Steps are ordered by their ids, so that every gateway
/// comes to the same state whatever order they arrive in. Read from the beginning at every start: the topic is small and compacted.
/// </summary>
internal sealed class PeerPolicies(
    IRecordLog log,
    PolicyLifecycle lifecycle,
    PeerCursors cursors,
    PeerState state,
    PeerMetrics metrics,
    ILogger<PeerPolicies> logger)
    : PeerFollower(Topic.Policies, log, cursors, state, metrics, logger)
{
    protected override void Take(in SharedRecord record, bool isHeld)
    {
        var (step, content) = PolicyCodec.Read(record.Payload.Span);
        if (content is { } documents)
        {
            lifecycle.TakeAsync(documents).GetAwaiter().GetResult();
        }
        else if (step is not null)
        {
            lifecycle.TakeAsync(step).GetAwaiter().GetResult();
        }
    }
}
