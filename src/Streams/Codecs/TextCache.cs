namespace SecurityDecisioning.Streams.Codecs;

/// <summary>
/// Texts that come again from record to record (routes, hashes, user agents), so that reading them makes no new strings. Each
/// text has one place and a newer one takes it over: memory is bounded by the number of places, whatever is sent. For one
/// thread at a time.
/// </summary>
public sealed class TextCache
{
    private const int Places = 2_048;
    private const int LongestKept = 256;

    private readonly (byte[] Bytes, string Text)[] _places = new (byte[], string)[Places];

    /// <summary>The text that <paramref name="bytes"/> encode, if it is here; else null.</summary>
    internal string? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestKept)
        {
            return null;
        }

        ref var place = ref _places[PlaceOf(bytes)];
        return place.Bytes is not null && bytes.SequenceEqual(place.Bytes) ? place.Text : null;
    }

    internal void Keep(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length <= LongestKept)
        {
            _places[PlaceOf(bytes)] = (bytes.ToArray(), text);
        }
    }

    /// <summary>Colliding on purpose wins an attacker nothing but the cost of reading without a cache.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> bytes)
    {
        const ulong Odd = 0x9FB2_1C65_1E98_DF25;
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Odd;
            hash ^= hash >> 32;
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Odd;
        }

        return (int)((hash ^ (hash >> 29)) >> 8) & (Places - 1);
    }
}
