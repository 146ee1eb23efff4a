using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// Peers' restrictions and lifts: what requests are held against at once, the ledger that people look at a little later, so
/// that a database which is slow or away keeps no restriction from holding. The topic is compacted and read from its beginning at
/// every start, so that the ledger misses none; what a snapshot holds of it is not counted into the features again.
/// </summary>
internal sealed class PeerRestrictions(
    IRecordLog log,
    RestrictionIndex index,
    FeatureStore features,
    PeerLedger ledger,
    PeerCursors cursors,
    PeerState state,
    PeerMetrics metrics,
    TimeProvider time,
    ILogger<PeerRestrictions> logger)
    : PeerFollower(Topic.Restrictions, log, cursors, state, metrics, logger)
{
    protected override void Take(in SharedRecord record, bool isHeld)
    {
        var (issued, lifted) = RestrictionCodec.Read(record.Payload.Span);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (lifted is not null)
        {
            index.Lift(lifted);
            if (!isHeld)
            {
                features.Apply(lifted);
            }

            ledger.Add(new RestrictionChange(null, lifted));
            return;
        }

        // Into the features first: the index then finds the entity there to hold.
        if (!isHeld)
        {
            features.Apply(issued!);
        }

        if (issued!.UntilMs > now)
        {
            // It holds from now on here, also where our clock is behind that of whoever set it.
            index.Apply(issued with { FromMs = Math.Min(issued.FromMs, now) });
        }
        else if (issued.FromMs > now - Decision.RepeatWindowMs)
        {
            index.Remember(issued);
        }
        else if (issued.UntilMs < now - (long)Housekeeping.RestrictionsKept.TotalMilliseconds)
        {
            return;
        }

        ledger.Add(new RestrictionChange(issued, null));
    }
}
