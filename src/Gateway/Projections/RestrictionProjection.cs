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
    : TopicProjection(log, damage, logger)
{
    private readonly List<RestrictionChange> _batch = [];

    public override string Name => "restrictions";

    public override Topic Topic => Topic.Restrictions;

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => ledger.NextOffsetAsync(cancellationToken);

    protected override void Add(LogRecord record)
    {
        try
        {
            var (issued, lifted) = RestrictionCodec.Read(record.Payload.Span);
            _batch.Add(new RestrictionChange(issued, lifted));
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Name, e.Message);
        }
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        // The index first: it is idempotent, and a ledger that cannot be written must not keep a lift from holding.
        foreach (var (issued, lifted) in _batch)
        {
            if (issued is not null)
            {
                index.Apply(issued);
                features.Apply(issued);
            }
            else if (lifted is not null)
            {
                index.Lift(lifted);
                features.Apply(lifted);
            }
        }

        await ledger.ApplyAsync(_batch, nextOffset, cancellationToken);
        _batch.Clear();
    }

    protected override void Forget() => _batch.Clear();
}
