namespace SecurityDecisioning.Features.Enrichment;

/// <summary>One CIDR block and its country.</summary>
internal readonly record struct CountryRange(UInt128 First, int Prefix, string Country)
{
    public UInt128 Last => First | (Prefix == 128 ? UInt128.Zero : UInt128.MaxValue >> Prefix);
}
