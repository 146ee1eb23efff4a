using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Networks;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>From enrichment's files to what requests are enriched with.</summary>
public static class EnrichmentReading
{
    /// <summary>What the files hold now, for a command that ends: unlike the gateway it does without none of them.</summary>
    /// <param name="settings">The section <see cref="EnrichmentSettings.Section"/>.</param>
    /// <param name="folder">What relative paths count from.</param>
    /// <param name="countries">The operator's own table of countries.</param>
    /// <exception cref="InvalidDataException">Files cannot be used; the message names each and what is wrong with it.</exception>
    public static Enricher Once(EnrichmentSettings settings, string folder, CountryTable countries)
    {
        var scratch = Directory.CreateTempSubdirectory("sd-enrichment-").FullName;
        try
        {
            var files = EnrichmentFiles.Of(settings, folder, scratch);
            foreach (var file in files)
            {
                file.Refresh(settle: false);
            }

            // A list that leaves bad lines out is of use all the same.
            var problems = files.Where(f => f is { Problem: not null, Database: null, List: null })
                .Select(f => $"{f.Path}: {f.Problem}").ToList();
            return problems.Count == 0
                ? Build(files, countries)
                : throw new InvalidDataException($"enrichment: {string.Join("; ", problems)}");
        }
        finally
        {
            // Databases stay mapped: on Linux a file in use outlives its name.
            Directory.Delete(scratch, recursive: true);
        }
    }

    internal static Enricher Build(IReadOnlyList<EnrichmentFile> files, CountryTable countries)
    {
        var networks = new NetworkTableBuilder();
        foreach (var file in files.Where(f => f.List is not null))
        {
            networks.Add(file.List!, file.Traits);
        }

        return new Enricher
        {
            Countries = countries,
            City = Database(EnrichmentPart.City) is { } city ? new PlaceDatabase(city) : null,
            Country = Database(EnrichmentPart.Country) is { } country ? new PlaceDatabase(country) : null,
            Asn = Database(EnrichmentPart.Asn) is { } asn ? new AsnDatabase(asn) : null,
            Anonymity = Database(EnrichmentPart.Anonymity) is { } anonymity ? new AnonymityDatabase(anonymity) : null,
            Networks = networks.Build(),
        };

        Features.Enrichment.Mmdb.MmdbReader? Database(EnrichmentPart part) => files.FirstOrDefault(f => f.Part == part)?.Database;
    }
}
