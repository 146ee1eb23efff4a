using System.Buffers;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Restrictions and their undoing as records of <see cref="Topic.Restrictions"/> (docs/log-format.md).</summary>
public static class RestrictionCodec
{
    public const byte Version = 2;

    private const byte Oldest = 1;
    private const byte IssueKind = 1;
    private const byte LiftKind = 2;

    /// <summary>Appends an issue record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(Restriction restriction, IBufferWriter<byte> destination) =>
        KindRecord.Write(destination, Version, IssueKind, restriction, RestrictionFields.MaxSize(restriction), RestrictionFields.Write);

    /// <summary>Appends a lift record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(RestrictionLift lift, IBufferWriter<byte> destination) =>
        KindRecord.Write(destination, Version, LiftKind, lift, RestrictionFields.MaxSize(lift), RestrictionFields.Write);

    /// <exception cref="RecordFormatException">The bytes are no restriction record of a known version.</exception>
    public static RestrictionRecord Read(ReadOnlySpan<byte> record)
    {
        var reader = new FieldReader(record);
        var version = reader.Version(Oldest, Version, "a restriction record");
        var kind = reader.Byte();
        var result = kind switch
        {
            IssueKind => new RestrictionRecord(RestrictionFields.Read(ref reader, version == 1), null),
            LiftKind => new RestrictionRecord(null, RestrictionFields.ReadLift(ref reader)),
            _ => throw new RecordFormatException($"the restriction record's kind is {kind}: 1 (issue) and 2 (lift) are known here"),
        };
        reader.End();
        return result;
    }
}
