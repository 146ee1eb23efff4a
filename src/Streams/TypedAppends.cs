using System.Buffers;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams;

/// <summary>Appends of whole objects: encodes into a buffer of the calling thread and keys the record as its topic asks.</summary>
public static class TypedAppends
{
    private const int FirstSize = 8 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>Keyed by address, in event time.</summary>
    public static LogPosition Append(this IRecordLog log, SecurityEvent securityEvent)
    {
        var buffer = Buffer();
        EventCodec.Write(securityEvent, buffer);
        return log.Append(Topic.Events, Key(securityEvent.Ip.High, securityEvent.Ip.Low), securityEvent.TimeMs, buffer.WrittenSpan);
    }

    /// <summary>Keyed by decision id.</summary>
    public static LogPosition Append(this IRecordLog log, Decision decision)
    {
        var buffer = Buffer();
        DecisionCodec.Write(decision, buffer);
        return log.Append(Topic.Decisions, Key(decision.Id.High, decision.Id.Low), decision.Event.TimeMs, buffer.WrittenSpan);
    }

    /// <summary>Keyed by entity.</summary>
    public static LogPosition Append(this IRecordLog log, Restriction restriction)
    {
        var buffer = Buffer();
        RestrictionCodec.Write(restriction, buffer);
        return log.Append(
            Topic.Restrictions, Key(restriction.Entity.High, restriction.Entity.Low), restriction.FromMs, buffer.WrittenSpan);
    }

    /// <summary>Keyed by entity.</summary>
    public static LogPosition Append(this IRecordLog log, RestrictionLift lift)
    {
        var buffer = Buffer();
        RestrictionCodec.Write(lift, buffer);
        return log.Append(Topic.Restrictions, Key(lift.Entity.High, lift.Entity.Low), lift.TimeMs, buffer.WrittenSpan);
    }

    private static UInt128 Key(ulong high, ulong low) => new(high, low);

    private static ArrayBufferWriter<byte> Buffer()
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(FirstSize);
        buffer.ResetWrittenCount();
        return buffer;
    }
}
