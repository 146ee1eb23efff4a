using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The fields of a case.</summary>
internal static class CaseFields
{
    private const int FixedSize = 128;
    private const int OriginCount = (int)CaseOrigin.Appeal + 1;
    private const int VerdictCount = (int)Verdict.Dismissed + 1;

    public static int MaxSize(Case item) => FixedSize
        + FieldWriter.MaxText(item.OpenedBy, TextLimits.Name)
        + FieldWriter.MaxText(item.Reason, TextLimits.Reason)
        + FieldWriter.MaxText(item.Policy, TextLimits.Name)
        + FieldWriter.MaxText(item.Closing?.By ?? "", TextLimits.Name)
        + FieldWriter.MaxText(item.Closing?.Reason ?? "", TextLimits.Reason);

    public static void Write(ref FieldWriter writer, Case item)
    {
        writer.Wide(item.Id.High, item.Id.Low);
        writer.Byte((byte)item.Origin);
        writer.Zigzag(item.OpenedMs);
        writer.Text(item.OpenedBy, TextLimits.Name);
        writer.Text(item.Reason, TextLimits.Reason);
        RestrictionFields.WriteEntity(ref writer, item.Entity);
        writer.Text(item.Policy, TextLimits.Name);
        writer.Wide(item.Decision.High, item.Decision.Low);
        writer.Wide(item.Restriction.High, item.Restriction.Low);
        writer.Byte((byte)(item.Closing?.Verdict ?? Verdict.None));
        if (item.Closing is { } closing)
        {
            writer.Text(closing.By, TextLimits.Name);
            writer.Zigzag(closing.TimeMs);
            writer.Text(closing.Reason, TextLimits.Reason);
        }
    }

    public static Case Read(ref FieldReader reader)
    {
        var item = new Case
        {
            Id = RestrictionFields.ReadId(ref reader),
            Origin = (CaseOrigin)reader.Enumeration(OriginCount, "case origin"),
            OpenedMs = reader.Zigzag(),
            OpenedBy = reader.Text(TextLimits.Name, "opened by"),
            Reason = reader.Text(TextLimits.Reason, "reason"),
            Entity = RestrictionFields.ReadEntity(ref reader),
            Policy = reader.Text(TextLimits.Name, "policy"),
            Decision = RestrictionFields.ReadId(ref reader),
            Restriction = RestrictionFields.ReadId(ref reader),
        };
        var verdict = (Verdict)reader.Enumeration(VerdictCount, "verdict");
        return verdict == Verdict.None ? item : item with
        {
            Closing = new CaseClosing(
                verdict, reader.Text(TextLimits.Name, "closed by"), reader.Zigzag(), reader.Text(TextLimits.Reason, "closing reason")),
        };
    }
}
