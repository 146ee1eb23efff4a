namespace SecurityDecisioning.Console.Catalogue;

/// <summary>The features of one kind of entity that a filter lets through, in catalogue order.</summary>
internal sealed record CatalogueGroup(EntityKind Entity, int Count, IReadOnlyList<CatalogueRow> Rows)
{
    public string Anchor => "kind-" + FeatureWords.KindName(Entity);

    public static IReadOnlyList<CatalogueGroup> Of(CatalogueFilter filter) =>
    [
        .. FeatureCatalog.All.Where(filter.Passes).GroupBy(f => f.Entity)
            .OrderBy(g => g.Key == EntityKind.None).ThenBy(g => g.First().Index)
            .Select(g => new CatalogueGroup(g.Key, g.Count(), CatalogueRow.Of(g))),
    ];
}
