namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The obligations of a decision.</summary>
internal static class ObligationFields
{
    private const int FixedSize = 4;
    private const int KindCount = (int)ObligationKind.Review + 1;

    public static int MaxSize(List<Obligation> obligations)
    {
        var size = FixedSize;
        foreach (var obligation in obligations)
        {
            size += FixedSize + FieldWriter.MaxText(obligation.Name, TextLimits.Name)
                + FieldWriter.MaxText(obligation.Value, TextLimits.Name);
        }

        return size;
    }

    public static void Write(ref FieldWriter writer, List<Obligation> obligations)
    {
        var count = Math.Min(obligations.Count, Decision.MaxObligations);
        writer.Byte((byte)count);
        for (var i = 0; i < count; i++)
        {
            var obligation = obligations[i];
            writer.Byte((byte)obligation.Kind);
            writer.Text(obligation.Name, TextLimits.Name);
            writer.Text(obligation.Value, TextLimits.Name);
        }
    }

    public static void Read(ref FieldReader reader, List<Obligation> obligations)
    {
        for (var i = reader.Count(Decision.MaxObligations, "the number of obligations"); i > 0; i--)
        {
            var kind = (ObligationKind)reader.Enumeration(KindCount, "obligation");
            var name = reader.Text(TextLimits.Name, "obligation's name");
            obligations.Add(new Obligation(kind, name, reader.Text(TextLimits.Name, "obligation's value")));
        }
    }
}
