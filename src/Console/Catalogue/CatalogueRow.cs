namespace SecurityDecisioning.Console.Catalogue;

/// <summary>One line of the catalogue: a feature, or the same measure over several windows.</summary>
/// <param name="Stem">The name without its window.</param>
/// <param name="Meaning">The meaning; where there are several windows, "the window" stands for each.</param>
/// <param name="Features">At least one; alike but for their windows.</param>
internal sealed record CatalogueRow(string Stem, string Meaning, IReadOnlyList<FeatureDefinition> Features)
{
    public FeatureDefinition First => Features[0];

    /// <summary>Whether names end with a window, so that each of them is the stem and one.</summary>
    public bool IsWindowed => FeatureWords.Suffix(First).Length > 0;

    /// <summary>Neighbours that differ in nothing but the window share a line.</summary>
    public static IReadOnlyList<CatalogueRow> Of(IEnumerable<FeatureDefinition> features) =>
    [
        .. features
            .GroupBy(f => (Stem: FeatureWords.Stem(f), f.Entity, f.Unit, f.Sensitivity, Meaning: AnyWindow(f)))
            .Select(g => (g.Key, Features: g.ToArray()))
            .Select(g => new CatalogueRow(g.Key.Stem, g.Features.Length == 1 ? g.Features[0].Meaning : g.Key.Meaning, g.Features)),
    ];

    private static string AnyWindow(FeatureDefinition feature) => FeatureWords.Suffix(feature) is { Length: > 1 } suffix
        ? feature.Meaning.Replace("the last " + suffix[1..], "the window", StringComparison.Ordinal)
        : feature.Meaning;
}
