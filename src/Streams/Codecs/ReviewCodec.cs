using System.Buffers;
using SecurityDecisioning.Contracts.Cases;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Cases and snoozes as records of <see cref="Topic.Verdicts"/> (docs/log-format.md).</summary>
public static class ReviewCodec
{
    public const byte Version = 1;

    private const byte CaseKind = 1;
    private const byte SnoozeKind = 2;

    /// <summary>Appends a case's record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(Case item, IBufferWriter<byte> destination) =>
        KindRecord.Write(destination, Version, CaseKind, item, CaseFields.MaxSize(item), CaseFields.Write);

    /// <summary>Appends a snooze's record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(Snooze snooze, IBufferWriter<byte> destination) =>
        KindRecord.Write(destination, Version, SnoozeKind, snooze, SnoozeFields.MaxSize(snooze), SnoozeFields.Write);

    /// <exception cref="RecordFormatException">The bytes are no case or snooze of a known version.</exception>
    public static ReviewRecord Read(ReadOnlySpan<byte> record)
    {
        var reader = new FieldReader(record);
        reader.Version(Version, "a review record");
        var kind = reader.Byte();
        var result = kind switch
        {
            CaseKind => new ReviewRecord(CaseFields.Read(ref reader), null),
            SnoozeKind => new ReviewRecord(null, SnoozeFields.Read(ref reader)),
            _ => throw new RecordFormatException($"the review record's kind is {kind}: 1 (case) and 2 (snooze) are known here"),
        };
        reader.End();
        return result;
    }
}
