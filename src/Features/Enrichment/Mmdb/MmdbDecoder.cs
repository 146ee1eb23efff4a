using System.Text;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// Decodes a value in full, for people and tests; the request's path reads single fields instead. However the file is made,
/// the work and the memory are bounded: depth, fields and bytes of text have limits, a pointer counts what it points to again.
/// </summary>
internal ref struct MmdbDecoder(MmdbSection section)
{
    /// <summary>Containers within containers.</summary>
    public const int MaxDepth = 64;

    private const int MaxFields = 65_536;
    private const int MaxBytes = 4 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly MmdbSection _section = section;
    private int _fields = MaxFields;
    private int _bytes = MaxBytes;

    public MmdbValue Decode(int offset) => Decode(ref offset, 0);

    private MmdbValue Decode(ref int offset, int depth)
    {
        _section.Spend(offset, ref _fields);
        var own = _section.Read(offset);
        var field = own;
        var next = own.End;
        if (own.Kind == MmdbKind.Pointer)
        {
            field = _section.Follow(offset);
        }

        var inner = field.Payload;
        var value = field.Kind switch
        {
            MmdbKind.Map => Map(field, ref inner, Deeper(offset, depth)),
            MmdbKind.Array => Array(field, ref inner, Deeper(offset, depth)),
            _ => Scalar(field, offset),
        };
        offset = own.Kind == MmdbKind.Pointer || field.Kind is not (MmdbKind.Map or MmdbKind.Array) ? next : inner;
        return value;
    }

    private readonly int Deeper(int offset, int depth)
    {
        if (depth >= MaxDepth)
        {
            _section.Throw(offset, $"values are nested deeper than {MaxDepth}, or in a circle");
        }

        return depth + 1;
    }

    private MmdbValue Map(MmdbField field, ref int offset, int depth)
    {
        var pairs = new List<KeyValuePair<string, MmdbValue>>(Math.Min(field.Size, 16));
        for (var i = 0; i < field.Size; i++)
        {
            var at = offset;
            var key = Text(_section.Key(ref offset, ref _fields), at);
            pairs.Add(new(key, Decode(ref offset, depth)));
        }

        return new MmdbValue { Kind = MmdbKind.Map, Pairs = pairs };
    }

    private MmdbValue Array(MmdbField field, ref int offset, int depth)
    {
        var items = new List<MmdbValue>(Math.Min(field.Size, 16));
        for (var i = 0; i < field.Size; i++)
        {
            items.Add(Decode(ref offset, depth));
        }

        return new MmdbValue { Kind = MmdbKind.Array, Items = items };
    }

    private MmdbValue Scalar(MmdbField field, int offset) => field.Kind switch
    {
        MmdbKind.Text => new MmdbValue { Kind = field.Kind, Text = Text(_section.Text(field), offset) },
        MmdbKind.Bytes => Binary(field, offset),
        MmdbKind.Int32 => new MmdbValue { Kind = field.Kind, Whole = _section.Signed(field) },
        MmdbKind.Double or MmdbKind.Float => new MmdbValue { Kind = field.Kind, Real = _section.Real(field) },
        MmdbKind.Boolean => new MmdbValue { Kind = field.Kind, IsTrue = field.Size == 1 },
        MmdbKind.EndMarker or MmdbKind.CacheContainer => new MmdbValue { Kind = field.Kind },
        _ => new MmdbValue { Kind = field.Kind, Number = _section.Number(field) },
    };

    private MmdbValue Binary(MmdbField field, int offset)
    {
        Count(field.Size, offset);
        return new MmdbValue { Kind = field.Kind, Bytes = _section.Text(field).ToArray() };
    }

    private string Text(scoped ReadOnlySpan<byte> bytes, int offset)
    {
        try
        {
            Count(bytes.Length, offset);
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            _section.Throw(offset, "text is not UTF-8");
            throw;
        }
    }

    private void Count(int bytes, int offset)
    {
        _bytes -= bytes;
        if (_bytes < 0)
        {
            _section.Throw(offset, $"the record holds more than {MaxBytes} bytes of text");
        }
    }
}
