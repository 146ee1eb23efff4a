using System.Buffers;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>Decisions from the log into the records that people look at.</summary>
internal sealed class DecisionProjection(IRecordLog log, LogDamage damage, IDecisionRecords records, ILogger<DecisionProjection> logger)
    : TopicProjection(log, damage, logger)
{
    private readonly Decision _scratch = new();
    private readonly TextCache _texts = new();
    private readonly List<DecisionRecord> _batch = [];
    private readonly ArrayBufferWriter<byte> _payloads = new(256 * 1024);

    public override string Name => "decisions";

    public override Topic Topic => Topic.Decisions;

    /// <summary>
    /// A batch has a price of its own (a commit, the edges of the indexes), which many records share better than few. A console
    /// that is a quarter of a second behind is live all the same.
    /// </summary>
    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(250);

    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken) => records.NextOffsetAsync(cancellationToken);

    protected override void Add(LogRecord record)
    {
        DecisionCodec.ReadSummary(record.Payload.Span, _scratch, _texts);
        _batch.Add(DecisionRecord.Of(_scratch, Copy(record.Payload.Span)));
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        await records.AppendAsync(_batch, nextOffset, cancellationToken);
        Forget();
    }

    protected override void Forget()
    {
        _batch.Clear();
        _payloads.ResetWrittenCount();
    }

    /// <summary>One buffer for the payloads of a batch, used again for the next. What it outgrew lives on in the batch.</summary>
    private ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> payload)
    {
        var memory = _payloads.GetMemory(payload.Length)[..payload.Length];
        payload.CopyTo(memory.Span);
        _payloads.Advance(payload.Length);
        return memory;
    }
}
