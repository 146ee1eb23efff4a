using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

internal sealed class AllocationTests
{
    [Test]
    public void Steady_state_allocates_nothing()
    {
        var random = new Random(9);
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 4_096 });
        var vector = new float[FeatureCatalog.Count];
        var events = Enumerable.Range(0, 30_000).Select(i => EventScript.Request(random, i * 50)).ToArray();
        var outcomes = Array.ConvertAll(
            events, e => SampleEvents.Outcome(e, 401, (LoginOutcome)random.Next(3), newSession: $"session-{random.Next(3)}"));
        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                store.ApplyAndRead(events[i], vector);
                store.Apply(outcomes[i]);
                store.Read(events[i], vector);
            }
        }

        Run(0, 25_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(25_000, 30_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Turning_over_a_full_store_allocates_nothing()
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
        var events = Enumerable.Range(0, 20_000)
            .Select(i => SampleEvents.Request(ip: $"10.{i & 255}.{(i >> 8) & 255}.{i >> 16}", atMs: i * 10)).ToArray();
        foreach (var e in events.AsSpan(0, 10_000)) store.Apply(e);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var e in events.AsSpan(10_000)) store.Apply(e);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(allocated, Is.Zero);
            Assert.That(store.Status().Evicted, Is.GreaterThan(9_000));
        }
    }
}
