using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// 128 bits: 48 bits of Unix milliseconds, then 80 random bits, so ids sort by time and cannot be guessed (the layout of the
/// ULID specification). The id of a request is also its decision id and the reference a challenged person is shown.
/// </summary>
public readonly record struct EventId(ulong High, ulong Low) : IComparable<EventId>
{
    public const int SizeInBytes = 16;
    public const int TextLength = 26;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int RandomBatch = 640;

    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_used;

    public bool IsNone => (High | Low) == 0;

    /// <summary>Milliseconds since the Unix epoch at which the id was made.</summary>
    public long UnixMilliseconds => (long)(High >> 16);

    /// <summary>A fresh id. Random bits are taken from the operating system's generator in batches, per thread.</summary>
    public static EventId New(long unixMilliseconds)
    {
        var random = t_random ??= new byte[RandomBatch];
        if (t_used is 0 or RandomBatch)
        {
            RandomNumberGenerator.Fill(random);
            t_used = 0;
        }

        var bits = random.AsSpan(t_used, 10);
        t_used += 10;
        var high = ((ulong)unixMilliseconds << 16) | BinaryPrimitives.ReadUInt16BigEndian(bits);
        return new EventId(high, BinaryPrimitives.ReadUInt64BigEndian(bits[2..]));
    }

    public static EventId FromBytes(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    public int CompareTo(EventId other)
    {
        var byHigh = High.CompareTo(other.High);
        return byHigh != 0 ? byHigh : Low.CompareTo(other.Low);
    }

    /// <summary>26 characters of Crockford's base 32.</summary>
    public override string ToString() => string.Create(TextLength, this, static (text, id) =>
    {
        var value = new UInt128(id.High, id.Low);
        for (var i = TextLength - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    });

    public static bool TryParse([NotNullWhen(true)] string? text, out EventId id)
    {
        id = default;
        if (text is not { Length: TextLength } || text[0] > '7')
        {
            return false;
        }

        UInt128 value = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        id = new EventId((ulong)(value >> 64), (ulong)value);
        return true;
    }

    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;
}
