namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>What came of looking at a file.</summary>
internal enum EnrichmentChange
{
    None,

    /// <summary>A new version is in use.</summary>
    Loaded,

    /// <summary>It cannot be used, and that is news.</summary>
    Refused,
}
