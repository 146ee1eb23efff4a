using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

/// <summary>Every feature against the fold by definition.</summary>
internal sealed class ReferenceTests
{
    private static readonly Arbitrary<int[]> Numbers =
        Gen.Choose(0, int.MaxValue).ListOf().Select(n => n.ToArray()).ToArbitrary();

    [Test]
    public void Every_feature_equals_its_definition_after_every_event() =>
        Prop.ForAll(Numbers, numbers => NoDifference(FirstDifference(EventScript.From(numbers), every: 1)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Busy_entities_still_equal_the_definition(int seed)
    {
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, 3_000).Select(_ => random.Next()).ToArray();

        Assert.That(FirstDifference(EventScript.From(numbers), every: 37), Is.Empty);
    }

    [Test]
    public void Dense_traffic_of_two_hours_equals_the_definition()
    {
        var random = new Random(7);
        var events = Enumerable.Range(0, 4_000).Select(i => EventScript.Request(random, (i * 1_800) + random.Next(40_000))).ToArray();

        Assert.That(FirstDifference(events, every: 61), Is.Empty);
    }

    [Test]
    public void Reading_later_than_the_newest_event_lets_windows_slide()
    {
        var random = new Random(11);
        var store = new FeatureStore();
        var reference = new ReferenceFold();
        foreach (var e in Enumerable.Range(0, 2_000).Select(i => EventScript.Request(random, i * 700)))
        {
            store.Apply(e);
            reference.Apply(e);
        }

        foreach (var later in new[] { 3_000L, 20_000, 200_000, 2_000_000, 30_000_000, 90_000_000 })
        {
            var probe = SampleEvents.Outcome(EventScript.Request(random, (2_000 * 700) + later), afterMs: 0);
            Assert.That(Vectors.Differences(reference.Read(probe), store.ReadVector(probe)), Is.Empty, $"{later} ms later");
        }
    }

    private static Property NoDifference(string found) => (found == "").Label(found);

    private static string FirstDifference(SecurityEvent[] events, int every)
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        var reference = new ReferenceFold();
        for (var i = 0; i < events.Length; i++)
        {
            var vector = store.ApplyAndReadVector(events[i]);
            reference.Apply(events[i]);
            if (i % every != 0) continue;
            var differences = Vectors.Differences(reference.Read(events[i]), vector);
            if (differences.Count > 0) return $"event {i}: {string.Join("; ", differences.Take(5))}";
        }

        return "";
    }
}
