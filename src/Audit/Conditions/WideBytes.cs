namespace SecurityDecisioning.Audit.Conditions;

/// <summary>Values of 128 bits as columns hold them: 16 bytes, the highest first, so that they sort as they count.</summary>
public static class WideBytes
{
    public static byte[] Of(EventId id) => Of(id.High, id.Low);

    public static byte[] Of(EntityKey entity) => Of(entity.High, entity.Low);

    public static byte[] Of(ulong high, ulong low)
    {
        var bytes = new byte[Pseudonym.SizeInBytes];
        new Pseudonym(high, low).WriteTo(bytes);
        return bytes;
    }
}
