using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

/// <summary>What proofs over policies take for granted of features, the fold keeps.</summary>
internal sealed class RangeTests
{
    private static readonly (FeatureDefinition Feature, FeatureRange Range)[] Ranges =
        [.. FeatureCatalog.All.Select(f => (f, FeatureRange.Of(f)))];

    [TestCase(1)]
    [TestCase(2)]
    public void Every_value_lies_in_the_range_of_its_feature(int seed)
    {
        foreach (var vector in VectorsOf(seed))
        {
            foreach (var (feature, range) in Ranges)
            {
                var value = vector[feature.Index];
                if (!float.IsNaN(value))
                {
                    Assert.That(value, Is.InRange(range.Least, range.Greatest), feature.Name);
                    Assert.That(!range.IsWhole || value == MathF.Floor(value), $"{feature.Name} is {value}");
                }
            }
        }
    }

    [TestCase(3)]
    [TestCase(4)]
    public void Longer_window_counts_at_least_as_much(int seed)
    {
        foreach (var vector in VectorsOf(seed))
        {
            foreach (var (feature, _) in Ranges)
            {
                var isCounter = feature is { Unit: FeatureUnit.Count, Window: not FeatureWindow.None };
                if (isCounter && feature.Window != FeatureWindow.Hours24 && !float.IsNaN(vector[feature.Index]))
                {
                    Assert.That(vector[feature.Index + 1], Is.GreaterThanOrEqualTo(vector[feature.Index]), feature.Name);
                }
            }
        }
    }

    private static IEnumerable<float[]> VectorsOf(int seed)
    {
        var random = new Random(seed);
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        foreach (var e in EventScript.From([.. Enumerable.Range(0, 3_000).Select(_ => random.Next())]))
        {
            yield return store.ApplyAndReadVector(e);
        }
    }
}
