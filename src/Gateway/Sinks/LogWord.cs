using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>What a person said, on its way through the log.</summary>
internal static class LogWord
{
    /// <summary>Appends a record to the topic of <paramref name="taker"/>; returns once it is durable there and taken.</summary>
    public static async ValueTask AppendTakenAsync(
        this IRecordLog log,
        TopicProjection taker,
        Contracts.Events.EventId key,
        long timeMs,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        var position = log.Append(taker.Topic, new UInt128(key.High, key.Low), timeMs, payload.Span);
        await log.WhenDurableAsync(position, cancellationToken);
        await taker.WhenTakenAsync(position.Offset, cancellationToken);
    }
}
