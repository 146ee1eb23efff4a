namespace SecurityDecisioning.Console.Decisions;

/// <summary>The features of one entity, in catalogue order.</summary>
internal sealed record FeatureGroup(EntityKind Entity, IReadOnlyList<(FeatureDefinition Feature, float Value)> Lines)
{
    /// <summary>How many are neither zero nor unknown.</summary>
    public int Known => Lines.Count(l => !float.IsNaN(l.Value) && l.Value != 0);

    public static IEnumerable<FeatureGroup> Of(float[] features) => FeatureCatalog.All
        .GroupBy(f => f.Entity, f => (f, features[f.Index]))
        .Select(g => new FeatureGroup(g.Key, [.. g]));
}
