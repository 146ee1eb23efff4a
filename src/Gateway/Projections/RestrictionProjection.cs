using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>
/// Restrictions from the log into the ledger and, at the same moment, into what requests are held against: a lift in the
/// console counts from the next request on.
/// </summary>
internal sealed class RestrictionProjection(
    IRecordLog log,
    LogDamage damage,
    IRestrictionLedger ledger,
    RestrictionIndex index,
    FeatureStore features,
    ILogger<RestrictionProjection> logger)
    : LedgerProjection<RestrictionChange>(log, damage, ledger, logger)
{
    public override string Name => "restrictions";

    public override Topic Topic => Topic.Restrictions;

    protected override RestrictionChange Read(ReadOnlySpan<byte> payload)
    {
        var (issued, lifted) = RestrictionCodec.Read(payload);
        return new RestrictionChange(issued, lifted);
    }

    protected override void Remember(RestrictionChange change)
    {
        if (change.Issued is { } issued)
        {
            index.Apply(issued);
            features.Apply(issued);
        }
        else if (change.Lifted is { } lifted)
        {
            index.Lift(lifted);
            features.Apply(lifted);
        }
    }
}
