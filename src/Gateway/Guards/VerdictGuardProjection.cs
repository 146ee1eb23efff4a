using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>Counts verdicts for the guards.</summary>
internal sealed class VerdictGuardProjection(IRecordLog log, LogDamage damage, GuardBook book, ILogger<VerdictGuardProjection> logger)
    : TopicProjection(log, damage, logger)
{
    private readonly List<Case> _batch = [];

    public override string Name => "guards' verdicts";

    public override Topic Topic => Topic.Verdicts;

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => Task.FromResult(book.NextVerdict);

    protected override void Add(LogRecord record)
    {
        if (ReviewCodec.Read(record.Payload.Span).Case is { } item)
        {
            _batch.Add(item);
        }
    }

    protected override Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        book.Take(_batch, nextOffset);
        _batch.Clear();
        return Task.CompletedTask;
    }

    protected override void Forget() => _batch.Clear();
}
