using System.Globalization;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>
/// Decisions from the log to one receiver. The log is the queue: what a receiver does not take waits on the disk, across restarts,
/// as long as decisions are kept, and no request waits for it. At least once; a receiver tells a repetition by its id.
/// </summary>
internal sealed class WebhookProjection(
    WebhookTarget target,
    WebhookSender sender,
    IRecordLog log,
    LogDamage damage,
    string offsetFile,
    WebhookMetrics metrics,
    ILogger<WebhookProjection> logger)
    : TopicProjection(log, damage, logger)
{
    private const int AtOnce = 8;
    private readonly Decision _scratch = new();
    private readonly List<WebhookMessage> _batch = [];
    private long _expected = -1;

    public override string Name => "webhook " + target.Name;

    public override Topic Topic => Topic.Decisions;

    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(100);

    /// <summary>A new receiver begins with what is decided from now on.</summary>
    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken)
    {
        var known = File.Exists(offsetFile)
            && long.TryParse(File.ReadAllText(offsetFile), NumberStyles.None, CultureInfo.InvariantCulture, out var stored)
                ? stored
                : -1;
        if (known < 0)
        {
            known = EndOffset;
            Store(known);
        }

        _expected = known;
        return Task.FromResult(known);
    }

    protected override void Add(LogRecord record)
    {
        if (record.Offset > _expected)
        {
            metrics.Lost(target.Name, "gap", record.Offset - _expected);
        }

        _expected = record.Offset + 1;
        try
        {
            DecisionCodec.Read(record.Payload.Span, _scratch);
            if (_scratch.Obligations.Exists(o => o.Kind == ObligationKind.Webhook && o.Name == target.Name))
            {
                _batch.Add(WebhookMessage.Of(_scratch, target.Name));
            }
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Name, e.Message);
        }
    }

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            _batch,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (message, token) => await sender.DeliverAsync(message, token));
        Store(nextOffset);
        Forget();
    }

    protected override void Forget() => _batch.Clear();

    private void Store(long offset)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(offsetFile)!);
        var next = offsetFile + ".next";
        File.WriteAllText(next, offset.ToString(CultureInfo.InvariantCulture));
        File.Move(next, offsetFile, overwrite: true);
    }
}
