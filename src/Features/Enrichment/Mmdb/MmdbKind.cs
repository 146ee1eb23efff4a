using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>Data types of the format, numbered as in its specification.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The specification's own names.")]
public enum MmdbKind : byte
{
    None = 0,

    /// <summary>Only within the data: a decoded value never is one.</summary>
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,

    /// <summary>Marks where values that others point to are kept; has no value of its own.</summary>
    CacheContainer = 12,

    /// <summary>Marks the end of the data; has no value.</summary>
    EndMarker = 13,
    Boolean = 14,
    Float = 15,
}
