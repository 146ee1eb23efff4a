using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Numbers;

/// <summary>
/// Which variables are never larger than which others. A longer window holds every bucket of a shorter one, so its count is at
/// least as large; distinct counts may be estimates and keep no such order. No threat is likelier than the risk as a whole.
/// </summary>
internal static class NumberOrder
{
    /// <summary>Whether the first is at most the second wherever both are known.</summary>
    public static bool Holds(PolicyVariable smaller, PolicyVariable larger) => (smaller, larger) switch
    {
        ({ Feature: { } a }, { Feature: { } b }) => IsShorterWindow(a, b),
        ({ Node: ThreatNode }, { Node: RiskNode }) => true,
        _ => false,
    };

    private static bool IsShorterWindow(FeatureDefinition a, FeatureDefinition b) =>
        a.Unit == FeatureUnit.Count && b.Unit == FeatureUnit.Count && a.Entity == b.Entity
        && a.Window != FeatureWindow.None && b.Window > a.Window
        && Stem(a).SequenceEqual(Stem(b));

    private static ReadOnlySpan<char> Stem(FeatureDefinition feature) =>
        feature.Name.AsSpan(0, feature.Name.Length - FeatureWindows.NameOf(feature.Window).Length);
}
