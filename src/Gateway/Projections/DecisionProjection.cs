using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>Decisions from the log into the records that people look at.</summary>
internal sealed class DecisionProjection(IRecordLog log, IDecisionRecords records, ILogger<DecisionProjection> logger)
    : TopicProjection(log, logger)
{
    private readonly Decision _scratch = new();
    private readonly List<DecisionRecord> _batch = [];

    public override string Name => "decisions";

    public override Topic Topic => Topic.Decisions;

    /// <summary>
    /// Entity indexes take keys in random order: in small batches nearly every record dirties pages of its own. A console that
    /// is a quarter of a second behind is live all the same.
    /// </summary>
    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(250);

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => records.NextOffsetAsync(cancellationToken);

    protected override void Add(LogRecord record)
    {
        try
        {
            _scratch.Reset();
            DecisionCodec.Read(record.Payload.Span, _scratch);
            _batch.Add(DecisionRecord.Of(_scratch, record.Payload.ToArray()));
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Name, e.Message);
        }
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        await records.AppendAsync(_batch, nextOffset, cancellationToken);
        _batch.Clear();
    }

    protected override void Forget() => _batch.Clear();
}
