namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The fields of restrictions, as decisions and restriction records hold them.</summary>
internal static class RestrictionFields
{
    private const int FixedSize = 120;
    private const int OriginCount = (int)RestrictionOrigin.Operator + 1;

    public static int MaxSize(Restriction r) => FixedSize
        + FieldWriter.MaxText(r.Owner, TextLimits.Name)
        + FieldWriter.MaxText(r.ReasonCode, TextLimits.Name)
        + FieldWriter.MaxText(r.Reason, TextLimits.Reason);

    public static int MaxSize(List<Restriction> restrictions)
    {
        var size = 0;
        foreach (var restriction in restrictions)
        {
            size += MaxSize(restriction);
        }

        return size;
    }

    public static int MaxSize(RestrictionLift lift) => FixedSize
        + FieldWriter.MaxText(lift.By, TextLimits.Name)
        + FieldWriter.MaxText(lift.Reason, TextLimits.Reason);

    public static void Write(ref FieldWriter writer, Restriction r)
    {
        writer.Wide(r.Id.High, r.Id.Low);
        WriteEntity(ref writer, r.Entity);
        writer.Byte((byte)r.Action);
        writer.Zigzag(r.FromMs);
        writer.Zigzag(r.UntilMs);
        writer.Byte((byte)r.Origin);
        writer.Byte((byte)r.Threat);
        writer.Wide(r.Decision.High, r.Decision.Low);
        writer.Text(r.Owner, TextLimits.Name);
        writer.Text(r.ReasonCode, TextLimits.Name);
        writer.Text(r.Reason, TextLimits.Reason);
        writer.Varint(r.Operations);
        writer.Byte((byte)r.Challenge);
    }

    /// <param name="reader">At a restriction's first field.</param>
    /// <param name="isFirst">
    /// Whether it is of the first version, which said nothing of operations and challenges: it holds for all.
    /// </param>
    public static Restriction Read(ref FieldReader reader, bool isFirst = false) => new()
    {
        Id = ReadId(ref reader),
        Entity = ReadEntity(ref reader),
        Action = (ActionKind)reader.Enumeration(ActionKinds.All.Count, "restriction action"),
        FromMs = reader.Zigzag(),
        UntilMs = reader.Zigzag(),
        Origin = (RestrictionOrigin)reader.Enumeration(OriginCount, "restriction origin"),
        Threat = (Threat)reader.Enumeration(ThreatCatalog.Count, "restriction threat"),
        Decision = ReadId(ref reader),
        Owner = reader.Text(TextLimits.Name, "owner"),
        ReasonCode = reader.Text(TextLimits.Name, "reason code"),
        Reason = reader.Text(TextLimits.Reason, "reason"),
        Operations = isFirst ? 0 : ReadOperations(ref reader),
        Challenge = isFirst
            ? ChallengeKind.ProofOfWork
            : (ChallengeKind)reader.Enumeration(ChallengeKinds.All.Count, "restriction challenge"),
    };

    /// <summary>Steps over a restriction of a version after the first.</summary>
    public static void Skip(ref FieldReader reader)
    {
        ReadId(ref reader);
        ReadEntity(ref reader);
        reader.Enumeration(ActionKinds.All.Count, "restriction action");
        reader.Zigzag();
        reader.Zigzag();
        reader.Enumeration(OriginCount, "restriction origin");
        reader.Enumeration(ThreatCatalog.Count, "restriction threat");
        ReadId(ref reader);
        reader.SkipText(TextLimits.Name, "owner");
        reader.SkipText(TextLimits.Name, "reason code");
        reader.SkipText(TextLimits.Reason, "reason");
        ReadOperations(ref reader);
        reader.Enumeration(ChallengeKinds.All.Count, "restriction challenge");
    }

    public static void Write(ref FieldWriter writer, RestrictionLift lift)
    {
        writer.Wide(lift.Restriction.High, lift.Restriction.Low);
        WriteEntity(ref writer, lift.Entity);
        writer.Zigzag(lift.TimeMs);
        writer.Text(lift.By, TextLimits.Name);
        writer.Text(lift.Reason, TextLimits.Reason);
    }

    public static RestrictionLift ReadLift(ref FieldReader reader) => new(
        ReadId(ref reader),
        ReadEntity(ref reader),
        reader.Zigzag(),
        reader.Text(TextLimits.Name, "lifted by"),
        reader.Text(TextLimits.Reason, "lift reason"));

    public static void WriteEntity(ref FieldWriter writer, EntityKey entity)
    {
        writer.Byte((byte)entity.Kind);
        writer.Wide(entity.High, entity.Low);
    }

    public static EntityKey ReadEntity(ref FieldReader reader)
    {
        var kind = (EntityKind)reader.Enumeration((int)EntityKind.ApiKey + 1, "entity kind");
        var (high, low) = reader.Wide();
        return new EntityKey(kind, high, low);
    }

    private static uint ReadOperations(ref FieldReader reader)
    {
        var mask = reader.Varint();
        return mask <= uint.MaxValue
            ? (uint)mask
            : throw new RecordFormatException($"the operations of a restriction are {mask}: 32 bits belong there");
    }

    public static EventId ReadId(ref FieldReader reader)
    {
        var (high, low) = reader.Wide();
        return new EventId(high, low);
    }
}
