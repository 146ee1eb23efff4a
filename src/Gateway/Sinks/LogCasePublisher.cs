using System.Buffers;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>
/// Cases and snoozes, into the log; it returns once what was said is durable and counts. Keyed by case and by snooze, each record
/// whole, so that the newest says everything where the topic is compacted.
/// </summary>
internal sealed class LogCasePublisher(IRecordLog log, ReviewProjection projection) : ICasePublisher
{
    public ValueTask PublishAsync(Case item, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        ReviewCodec.Write(item, buffer);
        return log.AppendTakenAsync(
            projection, item.Id, item.Closing?.TimeMs ?? item.OpenedMs, buffer.WrittenMemory, cancellationToken);
    }

    public ValueTask PublishAsync(Snooze snooze, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        ReviewCodec.Write(snooze, buffer);
        return log.AppendTakenAsync(
            projection, snooze.Id, snooze.End?.TimeMs ?? snooze.FromMs, buffer.WrittenMemory, cancellationToken);
    }
}
