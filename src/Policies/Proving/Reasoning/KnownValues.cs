using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>What values a variable can have before anything is assumed of it.</summary>
internal static class KnownValues
{
    private static readonly NumberInterval Probability = new(0, 1);

    private static readonly NumberDomain AnyNumber = NumberDomain.AnyNumber(orUnknown: true);

    private static readonly NumberDomain[] OfFeatures = [.. FeatureCatalog.All.Select(Of)];

    public static NumberDomain OfNumber(PolicyVariable variable) => variable switch
    {
        { Feature: { } feature } => OfFeatures[feature.Index],
        { Node: ThreatNode or RiskNode } => new NumberDomain(false, NumberGrid.Single, Probability),
        _ => AnyNumber,
    };

    public static TextDomain OfText(PolicyVariable variable) =>
        variable.Values is { } values ? TextDomain.OneOf(values) : TextDomain.NoneOf([]);

    private static NumberDomain Of(FeatureDefinition feature)
    {
        var range = FeatureRange.Of(feature);
        return new NumberDomain(
            true, range.IsWhole ? NumberGrid.Whole : NumberGrid.Single, new NumberInterval(range.Least, range.Greatest));
    }
}
