namespace SecurityDecisioning.Contracts.Policies;

/// <summary>
/// Which part of the traffic a request belongs to where something is rolled out by percent: 0 to 9,999, the same for the same
/// account (device, then address, where there is none) and the same salt, on every node and at every time. Different salts cut
/// differently, so that it is not always the same people who meet what is new. Identifiers are keyed pseudonyms: nobody
/// outside can compute where they fall.
/// </summary>
public static class RolloutBucket
{
    /// <summary>How many buckets there are: a bucket is a hundredth of a percent.</summary>
    public const int Count = 10_000;

    /// <summary>The bucket of <paramref name="request"/>; <paramref name="salt"/> is the policy's name or the version's hash.</summary>
    public static int Of(SecurityEvent request, string salt) => Of(request, SaltOf(salt));

    /// <summary>The same with a salt that was computed before: <see cref="SaltOf"/>.</summary>
    public static int Of(SecurityEvent request, ulong salt)
    {
        var (kind, high, low) = Holder(request);
        var mixed = Mix(Mix(Mix(salt + (ulong)kind) ^ high) ^ low);
        return (int)Math.BigMul(mixed, Count, out _);
    }

    /// <summary>Whether the request is within the first <paramref name="percent"/> (0 to 100) of the traffic.</summary>
    public static bool IsWithin(SecurityEvent request, ulong salt, int percent) =>
        percent >= 100 || (percent > 0 && Of(request, salt) < percent * (Count / 100));

    /// <summary>A salt's text in 64 bits (FNV-1a over its UTF-16 units).</summary>
    public static ulong SaltOf(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x0000_0100_0000_01B3;
        }

        return Mix(hash);
    }

    private static EntityKey Holder(SecurityEvent request)
    {
        var account = request.Entity(EntityKind.Account);
        if (!account.IsNone)
        {
            return account;
        }

        var device = request.Entity(EntityKind.Device);
        return device.IsNone ? request.Entity(EntityKind.Ip) : device;
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
