namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>What a file is used for.</summary>
internal enum EnrichmentPart
{
    City,
    Country,
    Asn,
    Anonymity,
    List,
}
