using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>
/// Cases and snoozes from the log into the ledger and, at the same moment, into what requests are decided with: a verdict counts
/// in the features and a snooze holds from the next request on.
/// </summary>
internal sealed class ReviewProjection(
    IRecordLog log,
    LogDamage damage,
    ICaseLedger ledger,
    SnoozeIndex snoozes,
    FeatureStore features,
    ILogger<ReviewProjection> logger)
    : LedgerProjection<ReviewChange>(log, damage, ledger, logger)
{
    public override string Name => "cases";

    public override Topic Topic => Topic.Verdicts;

    protected override ReviewChange Read(ReadOnlySpan<byte> payload)
    {
        var (item, snooze) = ReviewCodec.Read(payload);
        return new ReviewChange(item, snooze);
    }

    protected override void Remember(ReviewChange change)
    {
        if (change.Case is { } item)
        {
            features.Apply(item);
        }

        if (change.Snooze is { } snooze)
        {
            snoozes.Apply(snooze);
        }
    }
}
