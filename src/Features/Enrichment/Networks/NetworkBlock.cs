namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>A network as a range of addresses.</summary>
/// <param name="First">Its first address, an IPv4 one in the lowest 32 bits.</param>
/// <param name="Prefix">Length of its prefix: 0 to 32 for IPv4, to 128 for IPv6.</param>
/// <param name="IsIPv4">Which of the two it is.</param>
internal readonly record struct NetworkBlock(UInt128 First, int Prefix, bool IsIPv4)
{
    public UInt128 Last => First | Mask(IsIPv4 ? 32 - Prefix : 128 - Prefix);

    private static UInt128 Mask(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
