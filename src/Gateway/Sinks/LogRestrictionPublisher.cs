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
        return log.AppendTakenAsync(
            projection, restriction.Id, restriction.FromMs, buffer.WrittenMemory, cancellationToken);
    }

    public ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        RestrictionCodec.Write(lift, buffer);
        return log.AppendTakenAsync(
            projection, lift.Restriction, lift.TimeMs, buffer.WrittenMemory, cancellationToken);
    }
}
