using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// The fields of a data or metadata section. Believes nothing: every size and pointer is checked against the section before it
/// is used, and every walk has a budget of steps. Allocates nothing.
/// </summary>
/// <param name="bytes">The section.</param>
/// <param name="file">Name for messages.</param>
/// <param name="start">Where the section begins in the file, for messages.</param>
internal readonly ref struct MmdbSection(ReadOnlySpan<byte> bytes, string file, long start)
{
    /// <summary>Fields that one look-up may pass; a record of the largest commercial database has some hundreds.</summary>
    public const int LookupBudget = 4_096;

    private const int FirstExtended = 7;
    private const int PointerBase1 = 2_048;
    private const int PointerBase2 = 526_336;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Length => _bytes.Length;

    /// <summary>Reads the control bytes at <paramref name="offset"/>, without following a pointer.</summary>
    public MmdbField Read(int offset)
    {
        var at = offset;
        var control = Byte(at++);
        var kind = control >> 5;
        if (kind == (int)MmdbKind.Pointer)
        {
            return Pointer(control, at, offset);
        }

        if (kind == 0)
        {
            kind = Byte(at++) + FirstExtended;
            if (kind is <= FirstExtended or > (int)MmdbKind.Float)
            {
                Throw(offset, $"type {kind} is none of the format's");
            }
        }

        var size = control & 31;
        if (size > 28)
        {
            var width = size - 28;
            var more = Unsigned(at, width);
            at += width;
            size = width switch { 1 => 29 + more, 2 => 285 + more, _ => 65_821 + more };
        }

        var field = new MmdbField((MmdbKind)kind, size, at);
        Check(field, offset);
        return field;
    }

    /// <summary>Reads the field at <paramref name="offset"/>, or the one that a pointer there points to.</summary>
    public MmdbField Follow(int offset)
    {
        var field = Read(offset);
        if (field.Kind != MmdbKind.Pointer)
        {
            return field;
        }

        var target = Read(field.Size);
        if (target.Kind == MmdbKind.Pointer)
        {
            Throw(offset, "a pointer points to a pointer");
        }

        return target;
    }

    /// <summary>The offset past the value at <paramref name="offset"/>, whatever it is made of.</summary>
    public int Skip(int offset, ref int budget)
    {
        for (long open = 1; open > 0; open--)
        {
            Spend(offset, ref budget);
            offset = Step(offset, ref open);
        }

        return offset;
    }

    /// <summary>
    /// The offset past one field. Nearly all are short and of a first-byte type, so those are told by that byte alone; one that
    /// ends past the section is found out by whoever reads next.
    /// </summary>
    private int Step(int offset, ref long open)
    {
        var control = Byte(offset);
        var size = control & 31;
        if (size < 29 || control >> 5 == (int)MmdbKind.Pointer)
        {
            switch (control >> 5)
            {
                case (int)MmdbKind.Pointer:
                    return offset + 2 + ((control >> 3) & 3);
                case (int)MmdbKind.Map:
                    open += 2L * size;
                    return offset + 1;
                case not 0:
                    return offset + 1 + size;
            }
        }

        var field = Read(offset);
        open += field.Kind switch { MmdbKind.Map => 2L * field.Size, MmdbKind.Array => field.Size, _ => 0 };
        return field.End;
    }

    /// <summary>Finds the value of <paramref name="key"/> in the map whose field is <paramref name="map"/>.</summary>
    public bool TryFind(MmdbField map, ReadOnlySpan<byte> key, ref int budget, out MmdbField value)
    {
        value = default;
        if (map.Kind != MmdbKind.Map)
        {
            return false;
        }

        var offset = map.Payload;
        for (var i = 0; i < map.Size; i++)
        {
            var name = Key(ref offset, ref budget);
            if (name.SequenceEqual(key))
            {
                value = Follow(offset);
                return true;
            }

            offset = Skip(offset, ref budget);
        }

        return false;
    }

    /// <summary>Reads a map's key at <paramref name="offset"/> and moves to its value.</summary>
    public ReadOnlySpan<byte> Key(scoped ref int offset, scoped ref int budget)
    {
        Spend(offset, ref budget);
        var own = Read(offset);
        var field = own.Kind == MmdbKind.Pointer ? Follow(offset) : own;
        if (field.Kind != MmdbKind.Text)
        {
            Throw(offset, $"a map's key is of type {field.Kind}: text belongs there");
        }

        offset = own.End;
        return Text(field);
    }

    public ReadOnlySpan<byte> Text(MmdbField field) =>
        field.Kind is MmdbKind.Text or MmdbKind.Bytes ? _bytes.Slice(field.Payload, field.Size) : default;

    /// <summary>The value of an unsigned field, 0 for any other kind.</summary>
    public UInt128 Number(MmdbField field)
    {
        if (field.Kind is not (MmdbKind.UInt16 or MmdbKind.UInt32 or MmdbKind.UInt64 or MmdbKind.UInt128))
        {
            return 0;
        }

        UInt128 value = 0;
        foreach (var part in _bytes.Slice(field.Payload, field.Size))
        {
            value = (value << 8) | part;
        }

        return value;
    }

    /// <summary>As <see cref="Number"/>, in 32 bits; what does not fit is 0.</summary>
    public uint Small(MmdbField field) =>
        field is { Kind: MmdbKind.UInt16 or MmdbKind.UInt32, Size: <= 4 } ? (uint)Unsigned(field.Payload, field.Size) : 0;

    public int Signed(MmdbField field) => field.Kind == MmdbKind.Int32 ? Unsigned(field.Payload, field.Size) : 0;

    /// <summary>The value of a double or float, NaN for any other kind.</summary>
    public double Real(MmdbField field) => field.Kind switch
    {
        MmdbKind.Double => BinaryPrimitives.ReadDoubleBigEndian(_bytes.Slice(field.Payload, field.Size)),
        MmdbKind.Float => BinaryPrimitives.ReadSingleBigEndian(_bytes.Slice(field.Payload, field.Size)),
        _ => double.NaN,
    };

    public void Spend(int offset, ref int budget)
    {
        if (--budget < 0)
        {
            Throw(offset, "the record is made of more fields than are read");
        }
    }

    [DoesNotReturn]
    public void Throw(int offset, string reason) => throw new MmdbFormatException(file, start + offset, reason);

    private MmdbField Pointer(byte control, int at, int offset)
    {
        var width = ((control >> 3) & 3) + 1;
        var low = width == 4 ? 0 : (control & 7) << (8 * width);
        long target = (uint)(low | Unsigned(at, width));
        target += width switch { 2 => PointerBase1, 3 => PointerBase2, _ => 0 };
        if (target >= _bytes.Length)
        {
            Throw(offset, $"a pointer points to {target} of a section of {_bytes.Length} bytes");
        }

        return new MmdbField(MmdbKind.Pointer, (int)target, at + width);
    }

    private void Check(MmdbField field, int offset)
    {
        var (least, most) = field.Kind switch
        {
            MmdbKind.Double => (8, 8),
            MmdbKind.Float => (4, 4),
            MmdbKind.UInt16 => (0, 2),
            MmdbKind.UInt32 or MmdbKind.Int32 => (0, 4),
            MmdbKind.UInt64 => (0, 8),
            MmdbKind.UInt128 => (0, 16),
            MmdbKind.Boolean => (0, 1),
            MmdbKind.EndMarker => (0, 0),
            _ => (0, int.MaxValue),
        };
        if (field.Size < least || field.Size > most)
        {
            Throw(offset, $"a field of type {field.Kind} has size {field.Size}: {least} to {most} belongs there");
        }

        // An element takes at least one byte, so a container cannot have more of them than bytes are left.
        long needed = field.Kind switch
        {
            MmdbKind.Map => 2L * field.Size,
            MmdbKind.Boolean or MmdbKind.CacheContainer => 0,
            _ => field.Size,
        };
        if (needed > _bytes.Length - field.Payload)
        {
            Throw(offset, $"a field of type {field.Kind} and size {field.Size} goes past the end of its section");
        }
    }

    private byte Byte(int offset)
    {
        if ((uint)offset >= (uint)_bytes.Length)
        {
            Throw(offset, "the section ends where a field was expected");
        }

        return _bytes[offset];
    }

    private int Unsigned(int offset, int width)
    {
        if (width > _bytes.Length - offset)
        {
            Throw(offset, "the section ends within a field");
        }

        var value = 0;
        for (var i = 0; i < width; i++)
        {
            value = (value << 8) | _bytes[offset + i];
        }

        return value;
    }
}
