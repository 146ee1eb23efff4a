using System.Buffers;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>A person's word about restrictions, into the log; it returns once it is durable and holds for the next request.</summary>
internal sealed class LogRestrictionPublisher(IRecordLog log, RestrictionProjection projection) : IRestrictionPublisher
{
    public ValueTask PublishAsync(Restriction restriction, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        RestrictionCodec.Write(restriction, buffer);
        return AppendAsync(restriction.Entity, restriction.FromMs, buffer.WrittenMemory, cancellationToken);
    }

    public ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        RestrictionCodec.Write(lift, buffer);
        return AppendAsync(lift.Entity, lift.TimeMs, buffer.WrittenMemory, cancellationToken);
    }

    private async ValueTask AppendAsync(
        EntityKey entity, long timeMs, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var position = log.Append(Topic.Restrictions, new UInt128(entity.High, entity.Low), timeMs, payload.Span);
        await log.WhenDurableAsync(position, cancellationToken);
        await projection.WhenTakenAsync(position.Offset, cancellationToken);
    }
}
