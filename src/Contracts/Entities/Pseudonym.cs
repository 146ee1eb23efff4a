using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SecurityDecisioning.Contracts.Entities;

/// <summary>
/// A keyed pseudonym: the first 128 bits of HMAC-SHA-256 over a raw identifier. The raw identifier never travels past the
/// extractor. The all-zero value means "absent".
/// </summary>
public readonly record struct Pseudonym(ulong High, ulong Low)
{
    public const int SizeInBytes = 16;

    public bool IsNone => (High | Low) == 0;

    public static Pseudonym FromBytes(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    public static bool TryParse([NotNullWhen(true)] string? text, out Pseudonym value)
    {
        value = default;
        if (text is not { Length: 32 })
        {
            return false;
        }

        if (!ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        value = new Pseudonym(high, low);
        return true;
    }
}
