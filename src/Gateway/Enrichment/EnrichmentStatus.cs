namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>How one file is.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Words">What of it is in use.</param>
/// <param name="Problem">What is wrong, or null.</param>
/// <param name="Networks">Networks of a list in use.</param>
/// <param name="Built">When the database in use was built.</param>
public sealed record EnrichmentStatus(
    string Name, string Path, string Words, string? Problem, int? Networks, DateTimeOffset? Built)
{
    internal static EnrichmentStatus Of(EnrichmentFile file) =>
        new(file.Name, file.Path, file.Words, file.Problem, file.List?.Count, file.Database?.Metadata.Built);
}
