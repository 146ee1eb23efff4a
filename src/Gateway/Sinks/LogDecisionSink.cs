using System.Buffers;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>
/// Writes what the enforcement point says to the log. An adverse decision is acknowledged by the disk before its answer goes
/// out, unless the log is configured not to be strict; a permit is written along the way. No thread waits here: what the log's
/// buffer has no room for is refused at once and counted, and an adverse decision then becomes its route's fail mode.
/// </summary>
internal sealed class LogDecisionSink(IRecordLog log, LogSettings settings, SinkMetrics metrics) : IDecisionSink
{
    private const int UsualRecord = 4_096;
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    public void Publish(SecurityEvent securityEvent)
    {
        var buffer = Buffer();
        EventCodec.Write(securityEvent, buffer);
        if (!log.TryAppend(Topic.Events, KeyOf(securityEvent.Ip), securityEvent.TimeMs, buffer.WrittenSpan, out _))
        {
            metrics.EventLost();
        }
    }

    /// <exception cref="LogUnavailableException">The log has no room for an adverse decision; none of it counts.</exception>
    public ValueTask PublishAsync(Decision decision, CancellationToken cancellationToken = default)
    {
        // What a fail mode said is told for the record only: nobody waits for it.
        var isFailure = (decision.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) != 0;
        if (isFailure || (decision.Action == ActionKind.Allow && decision.Issued.Count == 0))
        {
            if (!TryAppend(decision, out _))
            {
                metrics.PermitLost();
            }

            return ValueTask.CompletedTask;
        }

        // Appended before the first await: the caller may reuse the decision as soon as this call returns. The decision first:
        // a restriction is never on record without it.
        LogPosition? restricted = null;
        if (!TryAppend(decision, out var decided) || !TryAppend(decision.Issued, ref restricted))
        {
            metrics.AdverseRefused();
            throw new LogUnavailableException("the log's buffer is full: the disk does not take its records");
        }

        if (!settings.Strict)
        {
            return ValueTask.CompletedTask;
        }

        return AcknowledgedAsync(decided, restricted, cancellationToken);
    }

    private async ValueTask AcknowledgedAsync(LogPosition decided, LogPosition? restricted, CancellationToken cancellationToken)
    {
        await log.WhenDurableAsync(decided, cancellationToken);
        if (restricted is { } position)
        {
            await log.WhenDurableAsync(position, cancellationToken);
        }
    }

    private bool TryAppend(Decision decision, out LogPosition position)
    {
        var buffer = Buffer();
        DecisionCodec.Write(decision, buffer);
        return log.TryAppend(
            Topic.Decisions, new UInt128(decision.Id.High, decision.Id.Low), decision.Event.TimeMs, buffer.WrittenSpan, out position);
    }

    private bool TryAppend(List<Restriction> issued, ref LogPosition? last)
    {
        foreach (var restriction in issued)
        {
            var buffer = Buffer();
            RestrictionCodec.Write(restriction, buffer);
            var key = new UInt128(restriction.Id.High, restriction.Id.Low);
            if (!log.TryAppend(Topic.Restrictions, key, restriction.FromMs, buffer.WrittenSpan, out var position))
            {
                return false;
            }

            last = position;
        }

        return true;
    }

    private static UInt128 KeyOf(ClientAddress address) => new(address.High, address.Low);

    private static ArrayBufferWriter<byte> Buffer()
    {
        if (t_buffer is not { Capacity: <= LargestKept } buffer)
        {
            t_buffer = buffer = new ArrayBufferWriter<byte>(UsualRecord);
        }

        buffer.ResetWrittenCount();
        return buffer;
    }
}
