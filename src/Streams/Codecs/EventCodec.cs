using System.Buffers;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>A <see cref="SecurityEvent"/> as a record of <see cref="Topic.Events"/> (docs/log-format.md).</summary>
public static class EventCodec
{
    public const byte Version = 2;

    private const byte OldestVersion = 1;

    private const int OperationCount = (int)Operation.ChallengeAnswer + 1;
    private const int MethodCount = (int)RequestMethod.Trace + 1;
    private const int FixedSize = 256;
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>Appends the record to <paramref name="destination"/> and returns its length.</summary>
    public static int Write(SecurityEvent securityEvent, IBufferWriter<byte> destination)
    {
        var writer = new FieldWriter(destination.GetSpan(MaxSize(securityEvent)));
        Write(ref writer, securityEvent);
        destination.Advance(writer.Written);
        return writer.Written;
    }

    /// <exception cref="RecordFormatException">The bytes are no event record of a known version.</exception>
    public static SecurityEvent Read(ReadOnlySpan<byte> record)
    {
        var reader = new FieldReader(record);
        var securityEvent = Read(ref reader);
        reader.End();
        return securityEvent;
    }

    internal static int MaxSize(SecurityEvent e) => FixedSize
        + FieldWriter.MaxText(e.Route, EventLimits.Route)
        + FieldWriter.MaxText(e.Host, EventLimits.Host)
        + FieldWriter.MaxText(e.Path, EventLimits.Path)
        + FieldWriter.MaxText(e.UserAgent, EventLimits.UserAgent)
        + FieldWriter.MaxText(e.Country, TextLimits.Country);

    internal static void Write(ref FieldWriter writer, SecurityEvent e)
    {
        var fields = FieldsOf(e);
        writer.Byte(Version);
        writer.Varint((ulong)fields);
        writer.Byte((byte)e.Kind);
        writer.Wide(e.Id.High, e.Id.Low);
        writer.Zigzag(unchecked(e.TimeMs - e.Id.UnixMilliseconds));
        writer.Zigzag(e.Origin);
        writer.Byte((byte)e.Operation);
        writer.Byte((byte)e.Method);
        writer.Varint((uint)e.Traits);
        writer.Text(e.Route, EventLimits.Route);
        writer.Text(e.Host, EventLimits.Host);
        writer.Text(e.Path, EventLimits.Path);
        writer.Text(e.UserAgent, EventLimits.UserAgent);
        WritePseudonym(ref writer, fields, EventFields.Account, e.Account);
        WritePseudonym(ref writer, fields, EventFields.Session, e.Session);
        WritePseudonym(ref writer, fields, EventFields.Device, e.Device);
        WritePseudonym(ref writer, fields, EventFields.ApiKey, e.ApiKey);
        if (Has(fields, EventFields.IPv4))
        {
            writer.UInt32((uint)e.Ip.Low);
        }

        if (Has(fields, EventFields.IPv6))
        {
            writer.Wide(e.Ip.High, e.Ip.Low);
        }

        if (Has(fields, EventFields.Country))
        {
            writer.Text(e.Country, TextLimits.Country);
        }

        if (Has(fields, EventFields.Outcome))
        {
            writer.Zigzag(e.Status);
            writer.Byte((byte)e.Login);
            writer.Byte((byte)e.Challenge);
            writer.Byte((byte)e.Action);
            writer.Zigzag(e.BytesOut);
            writer.Zigzag(e.DurationUs);
        }

        WritePseudonym(ref writer, fields, EventFields.NewSession, e.NewSession);
        ClientFields.Write(ref writer, fields, e);
    }

    internal static SecurityEvent Read(ref FieldReader reader)
    {
        var version = reader.Version(OldestVersion, Version, "an event record");
        var known = version == OldestVersion ? EventFields.First : EventFields.All;
        var fields = (EventFields)reader.Count((int)known, "the field set");
        if (Has(fields, EventFields.IPv4) && Has(fields, EventFields.IPv6))
        {
            throw new RecordFormatException("the event has both an IPv4 and an IPv6 address");
        }

        var kind = (EventKind)reader.Enumeration((int)EventKind.Outcome + 1, "kind");
        var (high, low) = reader.Wide();
        var id = new EventId(high, low);
        var result = new SecurityEvent
        {
            Id = id,
            Kind = kind,
            TimeMs = unchecked(reader.Zigzag() + id.UnixMilliseconds),
            Origin = ToInt32(reader.Zigzag(), "origin"),
            Operation = (Operation)reader.Enumeration(OperationCount, "operation"),
            Method = (RequestMethod)reader.Enumeration(MethodCount, "method"),
            Traits = ToTraits(reader.Varint()),
            Route = reader.Text(EventLimits.Route, "route"),
            Host = reader.Text(EventLimits.Host, "host"),
            Path = reader.Text(EventLimits.Path, "path"),
            UserAgent = reader.Text(EventLimits.UserAgent, "user agent"),
            Account = ReadPseudonym(ref reader, fields, EventFields.Account),
            Session = ReadPseudonym(ref reader, fields, EventFields.Session),
            Device = ReadPseudonym(ref reader, fields, EventFields.Device),
            ApiKey = ReadPseudonym(ref reader, fields, EventFields.ApiKey),
            Ip = ReadAddress(ref reader, fields),
            Country = Has(fields, EventFields.Country) ? reader.Text(TextLimits.Country, "country") : "",
        };
        if (Has(fields, EventFields.Outcome))
        {
            result = result with
            {
                Status = ToInt32(reader.Zigzag(), "status"),
                Login = (LoginOutcome)reader.Enumeration((int)LoginOutcome.Failed + 1, "login"),
                Challenge = (ChallengeOutcome)reader.Enumeration((int)ChallengeOutcome.Failed + 1, "challenge"),
                Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "action"),
                BytesOut = reader.Zigzag(),
                DurationUs = reader.Zigzag(),
            };
        }

        if (Has(fields, EventFields.NewSession))
        {
            result = result with { NewSession = ReadPseudonym(ref reader, fields, EventFields.NewSession) };
        }

        return (fields & ~EventFields.First) == 0 ? result : ClientFields.Read(ref reader, fields, result);
    }

    private static bool Has(EventFields fields, EventFields field) => (fields & field) != 0;

    private static EventFields FieldsOf(SecurityEvent e)
    {
        var fields = EventFields.None;
        fields |= e.Account.IsNone ? 0 : EventFields.Account;
        fields |= e.Session.IsNone ? 0 : EventFields.Session;
        fields |= e.Device.IsNone ? 0 : EventFields.Device;
        fields |= e.ApiKey.IsNone ? 0 : EventFields.ApiKey;
        fields |= e.Ip.IsNone ? 0 : e.Ip.IsIPv4 ? EventFields.IPv4 : EventFields.IPv6;
        fields |= e.Country.Length == 0 ? 0 : EventFields.Country;
        fields |= e.NewSession.IsNone ? 0 : EventFields.NewSession;
        fields |= ClientFields.Of(e);
        var hasOutcome = e.Kind == EventKind.Outcome || e.Status != 0 || e.Login != LoginOutcome.None
            || e.Challenge != ChallengeOutcome.None || e.Action != ActionKind.Allow || e.BytesOut != 0 || e.DurationUs != 0;
        return hasOutcome ? fields | EventFields.Outcome : fields;
    }

    private static void WritePseudonym(ref FieldWriter writer, EventFields fields, EventFields field, Pseudonym value)
    {
        if (Has(fields, field))
        {
            writer.Wide(value.High, value.Low);
        }
    }

    private static Pseudonym ReadPseudonym(ref FieldReader reader, EventFields fields, EventFields field)
    {
        if (!Has(fields, field))
        {
            return default;
        }

        var (high, low) = reader.Wide();
        return new Pseudonym(high, low);
    }

    private static ClientAddress ReadAddress(ref FieldReader reader, EventFields fields)
    {
        if (Has(fields, EventFields.IPv4))
        {
            return new ClientAddress(0, MappedPrefix | reader.UInt32());
        }

        if (!Has(fields, EventFields.IPv6))
        {
            return default;
        }

        var (high, low) = reader.Wide();
        return new ClientAddress(high, low);
    }

    private static int ToInt32(long value, string field) => value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw new RecordFormatException($"{field} is {value}: it must fit 32 bits");

    private static RequestTraits ToTraits(ulong value) => value <= uint.MaxValue
        ? (RequestTraits)value
        : throw new RecordFormatException($"traits are {value}: they must fit 32 bits");
}
