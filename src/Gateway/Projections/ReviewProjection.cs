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
    : TopicProjection(log, damage, logger)
{
    private readonly List<ReviewChange> _batch = [];

    public override string Name => "cases";

    public override Topic Topic => Topic.Verdicts;

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => ledger.NextOffsetAsync(cancellationToken);

    protected override void Add(LogRecord record)
    {
        try
        {
            var (item, snooze) = ReviewCodec.Read(record.Payload.Span);
            _batch.Add(new ReviewChange(item, snooze));
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Name, e.Message);
        }
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        // Memory first: it takes in a record twice without harm, and a ledger that cannot be written must not keep it from knowing.
        foreach (var (item, snooze) in _batch)
        {
            if (item is not null)
            {
                features.Apply(item);
            }

            if (snooze is not null)
            {
                snoozes.Apply(snooze);
            }
        }

        await ledger.ApplyAsync(_batch, nextOffset, cancellationToken);
        _batch.Clear();
    }

    protected override void Forget() => _batch.Clear();
}
