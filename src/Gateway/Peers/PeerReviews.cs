using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// Cases and snoozes of peers: what requests are decided with at once, the ledger that people look at a little later. The topic is
/// compacted and read from its beginning at every start, so that ledger and snoozes miss none; what a snapshot holds of it is not
/// counted into the features again.
/// </summary>
internal sealed class PeerReviews(
    IRecordLog log,
    SnoozeIndex snoozes,
    FeatureStore features,
    PeerCases ledger,
    PeerCursors cursors,
    PeerState state,
    PeerMetrics metrics,
    TimeProvider time,
    ILogger<PeerReviews> logger)
    : PeerFollower(Topic.Verdicts, log, cursors, state, metrics, logger)
{
    protected override void Take(in SharedRecord record, bool isHeld)
    {
        var (item, snooze) = ReviewCodec.Read(record.Payload.Span);
        if (item is not null && !isHeld)
        {
            features.Apply(item);
        }

        if (snooze is not null)
        {
            // It holds from now on here, also where our clock is behind that of whoever set it.
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            snoozes.Apply(snooze with { FromMs = Math.Min(snooze.FromMs, now) });
        }

        ledger.Add(new ReviewChange(item, snooze));
    }
}
