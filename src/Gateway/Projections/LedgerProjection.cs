using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Review.Ledgers;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>Changes from the log into a ledger and, at the same moment, into what requests are decided with.</summary>
internal abstract class LedgerProjection<TChange>(IRecordLog log, LogDamage damage, ILedger<TChange> ledger, ILogger logger)
    : TopicProjection(log, damage, logger)
{
    private readonly List<TChange> _batch = [];

    /// <exception cref="Streams.Codecs.RecordFormatException">The bytes are no record of the topic.</exception>
    protected abstract TChange Read(ReadOnlySpan<byte> payload);

    /// <summary>Takes a change into memory; the same one again must change nothing.</summary>
    protected abstract void Remember(TChange change);

    protected sealed override Task<long> StartOffsetAsync(CancellationToken cancellationToken) =>
        ledger.NextOffsetAsync(cancellationToken);

    protected sealed override void Add(LogRecord record) => _batch.Add(Read(record.Payload.Span));

    protected sealed override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        // Memory first: it takes a change twice without harm, and a ledger that cannot be written must not keep one from holding.
        _batch.ForEach(Remember);
        await ledger.ApplyAsync(_batch, nextOffset, cancellationToken);
        _batch.Clear();
    }

    protected sealed override void Forget() => _batch.Clear();
}
