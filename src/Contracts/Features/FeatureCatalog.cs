using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Contracts.Features;

/// <summary>
/// Every feature, in vector order. The one source for the fold's layout, the policy compiler's names, the model's columns,
/// the console and the docs page. A value of NaN means "unknown": the event has no such entity.
/// </summary>
public static class FeatureCatalog
{
    /// <summary>How many counters, from the first, the kinds have that many requests share, and an account in a network.</summary>
    public const int SharedCounters = (int)FeatureCounter.Status4xx + 1;

    private static readonly FeatureCatalogBuilder Built = FeatureCatalogBuilder.Build();

    private static readonly FrozenDictionary<string, FeatureDefinition> ByName =
        Built.Definitions.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    public static IReadOnlyList<FeatureDefinition> All => Built.Definitions;

    /// <summary>Length of a feature vector.</summary>
    public static int Count { get; } = Built.Definitions.Count;

    /// <summary>
    /// SHA-256 over names in order, 16 hexadecimal digits: a model or a record made with another catalogue is told apart by it.
    /// </summary>
    public static string Hash { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Built.Definitions.Select(d => d.Name)))))[..16];

    public static bool TryGet(string name, out FeatureDefinition definition)
    {
        var found = ByName.TryGetValue(name, out var value);
        definition = value!;
        return found;
    }

    /// <summary>Position of the feature called <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">No feature has that name.</exception>
    public static int IndexOf(string name) => ByName.TryGetValue(name, out var definition)
        ? definition.Index
        : throw new KeyNotFoundException($"no feature is called `{name}`");

    /// <summary>
    /// Position of a counter, or below zero where <paramref name="entity"/> does not have it; the four windows of a counter are
    /// neighbours, shortest first.
    /// </summary>
    public static int IndexOf(EntityKind entity, FeatureCounter counter, FeatureWindow window)
    {
        var start = Built.CounterBase(entity, counter);
        return start < 0 ? -1 : start + (int)window - 1;
    }

    /// <summary>Position of a distinct count, or below zero where <paramref name="entity"/> does not have it.</summary>
    public static int IndexOf(EntityKind entity, FeatureDistinct distinct, FeatureWindow window)
    {
        var start = Built.DistinctBase(entity, distinct);
        return start < 0 ? -1 : start + (int)window - 1;
    }
}
