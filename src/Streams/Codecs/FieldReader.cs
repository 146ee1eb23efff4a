using System.Buffers.Binary;
using System.Text;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>
/// Reads fields and believes nothing: every length, number and enumeration is checked before use, so that what is allocated
/// is bounded by the bytes at hand.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> source, TextCache? texts = null)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly TextCache? _texts = texts;
    private int _position;

    public byte Byte() => Take(1)[0];

    public bool Bool(string field) => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new RecordFormatException($"{field} is {other}: 0 or 1 belongs there"),
    };

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1)
            {
                break;
            }

            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new RecordFormatException($"the number before byte {_position} is longer than 64 bits");
    }

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number from 0 to <paramref name="most"/>.</summary>
    public int Count(int most, string field)
    {
        var value = Varint();
        return value <= (ulong)most
            ? (int)value
            : throw new RecordFormatException($"{field} is {value}: at most {most} belongs there");
    }

    /// <summary>A byte below <paramref name="count"/>: an enumeration's value.</summary>
    public byte Enumeration(int count, string field)
    {
        var value = Byte();
        return value < count
            ? value
            : throw new RecordFormatException($"{field} is {value}: values from 0 to {count - 1} are known here");
    }

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public (ulong High, ulong Low) Wide()
    {
        var bytes = Take(16);
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    public string Text(int limit, string field)
    {
        var bytes = Take(Count(limit * TextLimits.BytesPerCharacter, field));
        if (bytes.IsEmpty)
        {
            return "";
        }

        try
        {
            var text = _texts?.Find(bytes) ?? Decoded(bytes);
            return text.Length <= limit
                ? text
                : throw new RecordFormatException($"{field} has {text.Length} characters: at most {limit} belong there");
        }
        catch (DecoderFallbackException malformed)
        {
            throw new RecordFormatException($"{field} is not UTF-8", malformed);
        }
    }

    /// <summary>Steps over a text of at most <paramref name="limit"/> characters without looking into it.</summary>
    public void SkipText(int limit, string field) => Take(Count(limit * TextLimits.BytesPerCharacter, field));

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _source.Length - _position)
        {
            throw new RecordFormatException(
                $"the record ends at byte {_source.Length}; {length} bytes were expected from byte {_position} on");
        }

        var taken = _source.Slice(_position, length);
        _position += length;
        return taken;
    }

    public void Version(byte known, string record)
    {
        var version = Byte();
        if (version != known)
        {
            throw new RecordFormatException($"version {version} of {record} is not known here, only {known} is");
        }
    }

    private readonly string Decoded(ReadOnlySpan<byte> bytes)
    {
        var text = Strict.GetString(bytes);
        _texts?.Keep(bytes, text);
        return text;
    }

    /// <summary>A version from <paramref name="oldest"/> to <paramref name="newest"/>.</summary>
    public byte Version(byte oldest, byte newest, string record)
    {
        var version = Byte();
        return version >= oldest && version <= newest
            ? version
            : throw new RecordFormatException($"version {version} of {record} is not known here, only {oldest} to {newest} are");
    }

    /// <summary>A signed number from −<paramref name="most"/> to <paramref name="most"/>.</summary>
    public int Signed(int most, string field)
    {
        var value = Zigzag();
        return value >= -most && value <= most
            ? (int)value
            : throw new RecordFormatException($"{field} is {value}: {-most} to {most} belongs there");
    }

    public readonly void End()
    {
        if (_position != _source.Length)
        {
            throw new RecordFormatException($"{_source.Length - _position} bytes follow the end of the record");
        }
    }
}
