using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>Something that was done beside events and counts into features; at most one of the three is there.</summary>
internal readonly record struct PastChange(long Offset, long TimeMs, Restriction? Issued, RestrictionLift? Lifted, Case? Case)
{
    /// <exception cref="RecordFormatException">It does not read.</exception>
    public static PastChange Read(Topic topic, in LogRecord record)
    {
        if (topic == Topic.Verdicts)
        {
            return new PastChange(record.Offset, record.TimeMs, null, null, ReviewCodec.Read(record.Payload.Span).Case);
        }

        var (issued, lifted) = RestrictionCodec.Read(record.Payload.Span);
        return new PastChange(record.Offset, record.TimeMs, issued, lifted, null);
    }
}
