namespace SecurityDecisioning.Review.Budgets;

/// <summary>Whom a decision was about, in 64 bits: the account, else the API key, the device, the address.</summary>
public static class SubjectKey
{
    public static ulong Of(SecurityEvent request)
    {
        ReadOnlySpan<EntityKind> order = [EntityKind.Account, EntityKind.ApiKey, EntityKind.Device, EntityKind.Ip];
        foreach (var kind in order)
        {
            if (request.Entity(kind) is { IsNone: false } entity)
            {
                return Of(entity);
            }
        }

        return 0;
    }

    public static ulong Of(EntityKey entity) => Mix(entity.High ^ Mix(entity.Low ^ Mix((ulong)entity.Kind + 1)));

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): each bit of the result depends on all bits.</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
