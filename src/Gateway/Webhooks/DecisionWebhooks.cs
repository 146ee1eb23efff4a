using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>Decisions that ask for it, to one receiver.</summary>
internal sealed class DecisionWebhooks(
    WebhookTarget target,
    WebhookSender sender,
    IRecordLog log,
    LogDamage damage,
    string offsetFile,
    WebhookMetrics metrics,
    ILogger<DecisionWebhooks> logger)
    : WebhookFollower(sender, log, damage, offsetFile, logger)
{
    private readonly Decision _scratch = new();
    private readonly List<WebhookMessage> _batch = [];
    private long _expected = -1;

    public override string Name => "webhook " + target.Name;

    public override Topic Topic => Topic.Decisions;

    /// <summary>Completes once the receiver was told of, or given up on, every decision that the log has now.</summary>
    public Task WhenCaughtUpAsync(CancellationToken cancellationToken) => WhenTakenAsync(EndOffset - 1, cancellationToken);

    protected override async Task<long> StartOffsetAsync(CancellationToken cancellationToken) =>
        _expected = await base.StartOffsetAsync(cancellationToken);

    protected override void Add(LogRecord record)
    {
        if (record.Offset > _expected)
        {
            metrics.Lost(target.Name, "gap", record.Offset - _expected);
        }

        _expected = record.Offset + 1;
        DecisionCodec.Read(record.Payload.Span, _scratch);
        if (WebhookMessage.IsAskedFor(_scratch, target.Name))
        {
            _batch.Add(WebhookMessage.Of(_scratch, target.Name));
        }
    }

    protected override Task<IReadOnlyList<WebhookMessage>> MessagesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WebhookMessage>>(_batch);

    protected override void Forget() => _batch.Clear();
}
