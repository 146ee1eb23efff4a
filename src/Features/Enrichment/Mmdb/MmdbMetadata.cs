namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>What a database says of itself.</summary>
/// <param name="DatabaseType">For example <c>GeoLite2-City</c>.</param>
/// <param name="IpVersion">4 or 6; a database of version 6 knows IPv4 addresses too, in ::/96.</param>
/// <param name="RecordBits">24, 28 or 32.</param>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="Built">When it was built.</param>
/// <param name="Languages">Locales of its names.</param>
public sealed record MmdbMetadata(
    string DatabaseType, int IpVersion, int RecordBits, uint NodeCount, DateTimeOffset Built, IReadOnlyList<string> Languages);
