namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The fields of a snooze.</summary>
internal static class SnoozeFields
{
    private const int FixedSize = 112;

    public static int MaxSize(Snooze snooze) => FixedSize
        + FieldWriter.MaxText(snooze.Policy, TextLimits.Name)
        + FieldWriter.MaxText(snooze.By, TextLimits.Name)
        + FieldWriter.MaxText(snooze.Reason, TextLimits.Reason)
        + FieldWriter.MaxText(snooze.End?.By ?? "", TextLimits.Name)
        + FieldWriter.MaxText(snooze.End?.Reason ?? "", TextLimits.Reason);

    public static void Write(ref FieldWriter writer, Snooze snooze)
    {
        writer.Wide(snooze.Id.High, snooze.Id.Low);
        RestrictionFields.WriteEntity(ref writer, snooze.Entity);
        writer.Text(snooze.Policy, TextLimits.Name);
        writer.Zigzag(snooze.FromMs);
        writer.Zigzag(snooze.UntilMs);
        writer.Wide(snooze.Case.High, snooze.Case.Low);
        writer.Text(snooze.By, TextLimits.Name);
        writer.Text(snooze.Reason, TextLimits.Reason);
        writer.Bool(snooze.End is not null);
        if (snooze.End is { } end)
        {
            writer.Zigzag(end.TimeMs);
            writer.Text(end.By, TextLimits.Name);
            writer.Text(end.Reason, TextLimits.Reason);
        }
    }

    public static Snooze Read(ref FieldReader reader)
    {
        var snooze = new Snooze
        {
            Id = RestrictionFields.ReadId(ref reader),
            Entity = RestrictionFields.ReadEntity(ref reader),
            Policy = reader.Text(TextLimits.Name, "policy"),
            FromMs = reader.Zigzag(),
            UntilMs = reader.Zigzag(),
            Case = RestrictionFields.ReadId(ref reader),
            By = reader.Text(TextLimits.Name, "set by"),
            Reason = reader.Text(TextLimits.Reason, "reason"),
        };
        if (snooze.FromMs < 0 || snooze.UntilMs <= snooze.FromMs || snooze.UntilMs - snooze.FromMs > Snooze.LongestMs)
        {
            // Held by whoever wrote it, and checked by whoever reads it: nothing in the log may leave somebody alone for ever.
            throw new RecordFormatException("a snooze lasts from a millisecond to 180 days");
        }

        return !reader.Bool("ended") ? snooze : snooze with
        {
            End = new SnoozeEnd(reader.Zigzag(), reader.Text(TextLimits.Name, "ended by"), reader.Text(TextLimits.Reason, "end reason")),
        };
    }
}
