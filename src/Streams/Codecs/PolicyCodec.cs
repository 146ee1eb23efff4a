using System.Buffers;
using System.Globalization;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>
/// Steps of the policies' lifecycle and the documents of versions as records of <see cref="Topic.Policies"/>
/// (docs/log-format.md). Steps have keys of their own, so that compaction keeps every one; documents are keyed by version.
/// </summary>
public static class PolicyCodec
{
    public const byte Version = 1;

    /// <summary>Most bytes of packed documents in one record: the log takes records of 1 MiB.</summary>
    public const int MaxPacked = 1_000_000;

    private const byte EventKind = 1;
    private const byte ContentKind = 2;
    private const int FixedSize = 256;
    private const int VersionBytes = 32;
    private const int MostTests = 1_000_000;
    private const int KindCount = (int)PolicyEventKind.ModeSet + 1;
    private const int ViaCount = (int)PolicyVia.Guard + 1;
    private const int RegimeCount = 8;

    /// <summary>Appends a step to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(PolicyEvent step, IBufferWriter<byte> destination)
    {
        var writer = new FieldWriter(destination.GetSpan(MaxSize(step)));
        writer.Byte(Version);
        writer.Byte(EventKind);
        writer.Wide(step.Id.High, step.Id.Low);
        writer.Byte((byte)step.Kind);
        writer.Byte((byte)step.Via);
        writer.Text(step.By, TextLimits.Name);
        writer.Text(step.Why, TextLimits.Reason);
        WriteVersion(ref writer, step.From);
        WriteVersion(ref writer, step.To);
        writer.Varint((ulong)step.Share);
        writer.Text(step.Policy, TextLimits.Name);
        writer.Byte(step.Mode is { } mode ? (byte)((byte)mode + 1) : (byte)0);
        writer.Byte((byte)step.Regime);
        WriteChecks(ref writer, step.Checks);
        WriteExpectation(ref writer, step.Expectation);
        writer.Text(step.Commit, TextLimits.Hash);
        destination.Advance(writer.Written);
        return writer.Written;
    }

    /// <summary>Appends documents to <paramref name="destination"/> and returns the record's length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They take more than <see cref="MaxPacked"/> bytes.</exception>
    public static int Write(PolicyContent content, IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Packed.Length, MaxPacked);
        var writer = new FieldWriter(destination.GetSpan(FixedSize));
        writer.Byte(Version);
        writer.Byte(ContentKind);
        WriteVersion(ref writer, content.Version);
        writer.Varint((ulong)content.Packed.Length);
        destination.Advance(writer.Written);
        destination.Write(content.Packed.Span);
        return writer.Written + content.Packed.Length;
    }

    /// <summary>Where a step stands among the records of the topic: by itself.</summary>
    public static UInt128 KeyOf(PolicyEvent step) => new(step.Id.High, step.Id.Low);

    /// <summary>Where documents stand: a newer record of the same version replaces the older.</summary>
    public static UInt128 KeyOf(PolicyContent content) =>
        UInt128.Parse(content.Version.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <exception cref="RecordFormatException">The bytes are no policy record of a known version.</exception>
    public static PolicyRecord Read(ReadOnlySpan<byte> record)
    {
        var reader = new FieldReader(record);
        reader.Version(Version, "a policy record");
        var kind = reader.Byte();
        var result = kind switch
        {
            EventKind => new PolicyRecord(ReadEvent(ref reader), null),
            ContentKind => new PolicyRecord(null, ReadContent(ref reader)),
            _ => throw new RecordFormatException($"the policy record's kind is {kind}: 1 (step) and 2 (documents) are known here"),
        };
        reader.End();
        return result;
    }

    private static int MaxSize(PolicyEvent step) => FixedSize
        + (2 * FieldWriter.MaxText(step.By, TextLimits.Name)) + FieldWriter.MaxText(step.Why, TextLimits.Reason)
        + FieldWriter.MaxText(step.Policy, TextLimits.Name) + FieldWriter.MaxText(step.Commit, TextLimits.Hash);

    private static PolicyEvent ReadEvent(ref FieldReader reader)
    {
        var (high, low) = reader.Wide();
        return new PolicyEvent
        {
            Id = new EventId(high, low),
            Kind = ReadKind(ref reader),
            Via = (PolicyVia)reader.Enumeration(ViaCount, "the step's way"),
            By = reader.Text(TextLimits.Name, "who"),
            Why = reader.Text(TextLimits.Reason, "why"),
            From = ReadVersion(ref reader),
            To = ReadVersion(ref reader),
            Share = reader.Count(10_000, "the staged share"),
            Policy = reader.Text(TextLimits.Name, "the policy"),
            Mode = reader.Enumeration((int)PolicyMode.Enforce + 2, "the mode") is var mode and > 0 ? (PolicyMode)(mode - 1) : null,
            Regime = (PolicyRegime)reader.Enumeration(RegimeCount, "the rules"),
            Checks = new PolicyChecks(
                reader.Count(MostTests, "tests passed"),
                reader.Count(MostTests, "tests failed"),
                reader.Count(MostTests, "problems"),
                reader.Count(MostTests, "warnings")),
            Expectation = ReadExpectation(ref reader),
            Commit = reader.Text(TextLimits.Hash, "the commit"),
        };
    }

    private static PolicyEventKind ReadKind(ref FieldReader reader)
    {
        var kind = reader.Enumeration(KindCount, "the step's kind");
        return kind > 0 ? (PolicyEventKind)kind : throw new RecordFormatException("the step's kind is 0: kinds begin at 1");
    }

    private static PolicyContent ReadContent(ref FieldReader reader)
    {
        var version = ReadVersion(ref reader);
        if (version.Length == 0)
        {
            throw new RecordFormatException("documents without the version they are of");
        }

        return new PolicyContent(version, reader.Take(reader.Count(MaxPacked, "bytes of documents")).ToArray());
    }

    private static void WriteChecks(ref FieldWriter writer, PolicyChecks checks)
    {
        writer.Varint((ulong)Math.Clamp(checks.Passed, 0, MostTests));
        writer.Varint((ulong)Math.Clamp(checks.Failed, 0, MostTests));
        writer.Varint((ulong)Math.Clamp(checks.Problems, 0, MostTests));
        writer.Varint((ulong)Math.Clamp(checks.Warnings, 0, MostTests));
    }

    private static void WriteExpectation(ref FieldWriter writer, PolicyExpectation? expectation)
    {
        writer.Bool(expectation is not null);
        if (expectation is { } expected)
        {
            writer.Varint(BitConverter.DoubleToUInt64Bits(expected.Share));
            writer.Varint(BitConverter.DoubleToUInt64Bits(expected.Low));
            writer.Varint(BitConverter.DoubleToUInt64Bits(expected.High));
            writer.Varint((ulong)expected.Decisions);
        }
    }

    private static PolicyExpectation? ReadExpectation(ref FieldReader reader)
    {
        if (!reader.Bool("whether there is an expectation"))
        {
            return null;
        }

        var expected = new PolicyExpectation(
            BitConverter.UInt64BitsToDouble(reader.Varint()),
            BitConverter.UInt64BitsToDouble(reader.Varint()),
            BitConverter.UInt64BitsToDouble(reader.Varint()),
            (long)reader.Varint());
        return expected.IsValid ? expected : throw new RecordFormatException("the expectation's shares are not 0 ≤ low ≤ share ≤ high ≤ 1");
    }

    /// <summary>Empty, or 32 bytes.</summary>
    private static void WriteVersion(ref FieldWriter writer, string version)
    {
        writer.Bool(version.Length > 0);
        if (version.Length > 0)
        {
            foreach (var part in Convert.FromHexString(version))
            {
                writer.Byte(part);
            }
        }
    }

    private static string ReadVersion(ref FieldReader reader) =>
        reader.Bool("whether there is a version") ? Convert.ToHexStringLower(reader.Take(VersionBytes)) : "";
}
