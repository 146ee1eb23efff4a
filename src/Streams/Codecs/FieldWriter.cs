using System.Buffers.Binary;
using System.Text;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Writes fields into a span that the caller made large enough (see <see cref="MaxText"/>). Allocates nothing.</summary>
internal ref struct FieldWriter(Span<byte> destination)
{
    /// <summary>Most bytes of a variable-length integer.</summary>
    public const int MaxVarint = 10;

    private readonly Span<byte> _destination = destination;

    public int Written { get; private set; }

    /// <summary>Most bytes that <paramref name="text"/> takes.</summary>
    public static int MaxText(string text, int limit) =>
        MaxVarint + Math.Min(text.Length, limit) * TextLimits.BytesPerCharacter;

    public void Byte(byte value) => _destination[Written++] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Little-endian base 128: seven bits per byte, the high bit says that more follow.</summary>
    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Signed as zigzag: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Float(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_destination[Written..], value);
        Written += sizeof(float);
    }

    /// <summary>16 bytes, big-endian.</summary>
    public void Wide(ulong high, ulong low)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_destination[Written..], high);
        BinaryPrimitives.WriteUInt64BigEndian(_destination[(Written + 8)..], low);
        Written += 16;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_destination[Written..], value);
        Written += sizeof(uint);
    }

    /// <summary>Length in bytes, then UTF-8; cut to <paramref name="limit"/> characters, never between surrogates.</summary>
    public void Text(string text, int limit)
    {
        var characters = text.AsSpan(0, Math.Min(text.Length, limit));
        if (characters.Length < text.Length && characters.Length > 0 && char.IsHighSurrogate(characters[^1]))
        {
            characters = characters[..^1];
        }

        Varint((ulong)Encoding.UTF8.GetByteCount(characters));
        Written += Encoding.UTF8.GetBytes(characters, _destination[Written..]);
    }
}
