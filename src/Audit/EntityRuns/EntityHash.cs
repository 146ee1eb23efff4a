namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// 32 bits of an entity, spread evenly. Seeded per database: addresses are chosen by whoever sends them, and must not be
/// choosable so that they fall together. Stored: never change how it is made.
/// </summary>
internal readonly struct EntityHash(long seed)
{
    private const ulong Odd = 0xD6E8_FEB8_6659_FD93;

    private readonly ulong _seed = (ulong)seed;

    public uint Of(EntityKey key)
    {
        var hash = Mix(_seed + ((ulong)key.Kind * Odd));
        hash = Mix(hash ^ key.High);
        return (uint)(Mix(hash ^ key.Low) >> 32);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * Odd;
        value = (value ^ (value >> 32)) * Odd;
        return value ^ (value >> 32);
    }
}
