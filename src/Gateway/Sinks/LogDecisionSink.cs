using System.Buffers;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Sinks;

/// <summary>
/// Writes what the enforcement point says to the log. An adverse decision is acknowledged by the disk before its answer goes
/// out, unless the log is configured not to be strict; a permit is written along the way, and if the log can take no more, it
/// is lost and counted rather than held up.
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
        try
        {
            log.Append(Topic.Events, KeyOf(securityEvent.Ip), securityEvent.TimeMs, buffer.WrittenSpan);
        }
        catch (LogUnavailableException)
        {
            metrics.EventLost();
        }
    }

    public ValueTask PublishAsync(Decision decision, CancellationToken cancellationToken = default)
    {
        if (decision.Action == ActionKind.Allow && decision.Issued.Count == 0)
        {
            PublishPermit(decision);
            return ValueTask.CompletedTask;
        }

        // Appended before the first await: the caller may reuse the decision as soon as this call returns.
        var decided = Append(decision);
        LogPosition? restricted = null;
        foreach (var restriction in decision.Issued)
        {
            restricted = Append(restriction);
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

    private void PublishPermit(Decision decision)
    {
        try
        {
            Append(decision);
        }
        catch (LogUnavailableException)
        {
            metrics.PermitLost();
        }
    }

    private LogPosition Append(Decision decision)
    {
        var buffer = Buffer();
        DecisionCodec.Write(decision, buffer);
        return log.Append(
            Topic.Decisions, new UInt128(decision.Id.High, decision.Id.Low), decision.Event.TimeMs, buffer.WrittenSpan);
    }

    private LogPosition Append(Restriction restriction)
    {
        var buffer = Buffer();
        RestrictionCodec.Write(restriction, buffer);
        return log.Append(
            Topic.Restrictions,
            new UInt128(restriction.Id.High, restriction.Id.Low),
            restriction.FromMs,
            buffer.WrittenSpan);
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
