using System.Buffers;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>
/// A person's word about restrictions, into the log; it returns once it is durable and holds for the next request. Keyed by
/// restriction, so that a lift replaces what it lifts where the topic is compacted.
/// </summary>
internal sealed class LogRestrictionPublisher(IRecordLog log, RestrictionProjection projection) : IRestrictionPublisher
{
    public ValueTask PublishAsync(Restriction restriction, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        RestrictionCodec.Write(restriction, buffer);
        return AppendAsync(restriction.Id, restriction.FromMs, buffer.WrittenMemory, cancellationToken);
    }

    public ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        RestrictionCodec.Write(lift, buffer);
        return AppendAsync(lift.Restriction, lift.TimeMs, buffer.WrittenMemory, cancellationToken);
    }

    private async ValueTask AppendAsync(
        Contracts.Events.EventId restriction, long timeMs, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var position = log.Append(Topic.Restrictions, new UInt128(restriction.High, restriction.Low), timeMs, payload.Span);
        await log.WhenDurableAsync(position, cancellationToken);
        await projection.WhenTakenAsync(position.Offset, cancellationToken);
    }
}
