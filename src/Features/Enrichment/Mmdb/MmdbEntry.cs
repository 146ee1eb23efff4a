namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>Where an address's record is.</summary>
/// <param name="Offset">Offset within the data section; below zero where the database has none for the address.</param>
/// <param name="PrefixLength">Bits of the address that led there: its network's length, 0 to 32 for IPv4, to 128 for IPv6.</param>
public readonly record struct MmdbEntry(int Offset, int PrefixLength)
{
    public bool IsNone => Offset < 0;
}
