namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// A decoded value. Exactly one of its contents is set, by <see cref="Kind"/>; a marker has none.
/// </summary>
public sealed class MmdbValue
{
    public MmdbKind Kind { get; internal init; }

    /// <summary>Of <see cref="MmdbKind.Text"/>.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>Of <see cref="MmdbKind.Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; internal init; }

    /// <summary>Of the unsigned kinds.</summary>
    public UInt128 Number { get; internal init; }

    /// <summary>Of <see cref="MmdbKind.Int32"/>.</summary>
    public int Whole { get; internal init; }

    /// <summary>Of <see cref="MmdbKind.Double"/> and <see cref="MmdbKind.Float"/>.</summary>
    public double Real { get; internal init; }

    /// <summary>Of <see cref="MmdbKind.Boolean"/>.</summary>
    public bool IsTrue { get; internal init; }

    /// <summary>Of <see cref="MmdbKind.Map"/>, in the file's order.</summary>
    public IReadOnlyList<KeyValuePair<string, MmdbValue>> Pairs { get; internal init; } = [];

    /// <summary>Of <see cref="MmdbKind.Array"/>.</summary>
    public IReadOnlyList<MmdbValue> Items { get; internal init; } = [];

    /// <summary>The value of <paramref name="key"/> in this map, null where it has none or is no map.</summary>
    public MmdbValue? this[string key]
    {
        get
        {
            foreach (var (name, value) in Pairs)
            {
                if (name == key)
                {
                    return value;
                }
            }

            return null;
        }
    }
}
