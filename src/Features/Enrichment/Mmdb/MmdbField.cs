namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>One field of a section: its control bytes, read and checked.</summary>
/// <param name="Kind">Type.</param>
/// <param name="Size">
/// Payload bytes; the number of pairs of a map, of elements of an array; the target of a pointer; the value of a boolean.
/// </param>
/// <param name="Payload">Offset within the section at which the payload begins.</param>
internal readonly record struct MmdbField(MmdbKind Kind, int Size, int Payload)
{
    /// <summary>Offset past this field's own bytes: past the payload, or at a container's first element.</summary>
    public int End => Kind is MmdbKind.Map or MmdbKind.Array or MmdbKind.Pointer or MmdbKind.Boolean
        or MmdbKind.CacheContainer or MmdbKind.EndMarker
        ? Payload
        : Payload + Size;
}
