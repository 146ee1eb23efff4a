using SecurityDecisioning.Gateway.Enrichment;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>What enrichment does without, in words.</summary>
internal static class EnrichmentHealth
{
    public const string Part = "enrichment";

    public static IEnumerable<HealthProblem> Problems(EnrichmentSource enrichment)
    {
        if (!enrichment.HasPlaces)
        {
            yield return new HealthProblem(
                Part, "no geo database: countries and places are unknown; Enrichment:City names one (docs/enrichment.md)");
        }

        foreach (var file in enrichment.Status.Where(f => f.Problem is not null))
        {
            yield return new HealthProblem(Part, $"{file.Name} {file.Path}: {file.Problem}");
        }

        if (enrichment.Current.Failures is > 0 and var failures)
        {
            yield return new HealthProblem(Part, $"{failures} look-ups met a damaged record");
        }
    }
}
