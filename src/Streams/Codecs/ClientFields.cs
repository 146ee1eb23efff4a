namespace SecurityDecisioning.Streams.Codecs;

/// <summary>The fields that enrichment fills; in event records since version 2.</summary>
internal static class ClientFields
{
    public static EventFields Of(SecurityEvent e)
    {
        var fields = EventFields.None;
        fields |= e.Asn == 0 ? 0 : EventFields.Asn;
        fields |= e.Place.IsNone ? 0 : EventFields.Place;
        fields |= e.Network == NetworkTraits.None ? 0 : EventFields.Network;
        fields |= e.Agent.IsNone ? 0 : EventFields.Agent;
        fields |= e.Hints == HintAgreement.Absent ? 0 : EventFields.Hints;
        fields |= e.Ja4 == 0 ? 0 : EventFields.Ja4;
        return fields;
    }

    public static void Write(ref FieldWriter writer, EventFields fields, SecurityEvent e)
    {
        if (Has(fields, EventFields.Asn))
        {
            writer.Varint(e.Asn);
        }

        if (Has(fields, EventFields.Place))
        {
            writer.Zigzag(e.Place.LatitudeCenti);
            writer.Zigzag(e.Place.LongitudeCenti);
            writer.Varint(e.Place.RadiusKm);
        }

        if (Has(fields, EventFields.Network))
        {
            writer.Varint((ushort)e.Network);
        }

        if (Has(fields, EventFields.Agent))
        {
            writer.Byte((byte)e.Agent.Family);
            writer.Varint(e.Agent.Version);
            writer.Byte((byte)e.Agent.System);
            writer.Byte((byte)e.Agent.Device);
            writer.Byte((byte)e.Agent.Bot);
        }

        if (Has(fields, EventFields.Hints))
        {
            writer.Byte((byte)e.Hints);
        }

        if (Has(fields, EventFields.Ja4))
        {
            writer.UInt32((uint)(e.Ja4 >> 32));
            writer.UInt32((uint)e.Ja4);
        }
    }

    public static SecurityEvent Read(ref FieldReader reader, EventFields fields, SecurityEvent e) => e with
    {
        Asn = Has(fields, EventFields.Asn) ? ReadAsn(ref reader) : 0,
        Place = Has(fields, EventFields.Place) ? ReadPlace(ref reader) : default,
        Network = Has(fields, EventFields.Network)
            ? (NetworkTraits)reader.Count(ushort.MaxValue, "network traits")
            : NetworkTraits.None,
        Agent = Has(fields, EventFields.Agent) ? ReadAgent(ref reader) : default,
        Hints = Has(fields, EventFields.Hints)
            ? (HintAgreement)reader.Enumeration((int)HintAgreement.Contradict + 1, "hint agreement")
            : HintAgreement.Absent,
        Ja4 = Has(fields, EventFields.Ja4) ? ((ulong)reader.UInt32() << 32) | reader.UInt32() : 0,
    };

    private static bool Has(EventFields fields, EventFields field) => (fields & field) != 0;

    private static uint ReadAsn(ref FieldReader reader)
    {
        var value = reader.Varint();
        return value <= uint.MaxValue
            ? (uint)value
            : throw new RecordFormatException($"the AS number is {value}: it must fit 32 bits");
    }

    private static GeoPoint ReadPlace(ref FieldReader reader) => new(
        (short)reader.Signed(GeoPoint.MaxLatitudeCenti, "latitude"),
        (short)reader.Signed(GeoPoint.MaxLongitudeCenti, "longitude"),
        (ushort)reader.Count(ushort.MaxValue, "accuracy radius"));

    /// <summary>A family or robot that a newer gateway knows is kept as its number: nothing is decided by its name.</summary>
    private static ClientAgent ReadAgent(ref FieldReader reader) => new(
        (AgentFamily)reader.Byte(),
        (ushort)reader.Count(ushort.MaxValue, "agent version"),
        (AgentSystem)reader.Enumeration((int)AgentSystem.Other + 1, "agent system"),
        (AgentDevice)reader.Enumeration((int)AgentDevice.Screen + 1, "agent device"),
        (AgentBot)reader.Byte());
}
