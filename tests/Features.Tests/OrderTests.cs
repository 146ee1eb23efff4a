using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

/// <summary>Late, duplicated and out-of-order events: the same state whatever the order.</summary>
internal sealed class OrderTests
{
    private const long FinestBucketMs = 5_000;

    private static readonly Arbitrary<(int[] Numbers, int Shuffle)> Scripts =
        (from numbers in Gen.Choose(0, int.MaxValue).ListOf()
         from shuffle in Gen.Choose(0, int.MaxValue)
         select (numbers.ToArray(), shuffle)).ToArbitrary();

    [Test]
    public void Order_within_a_bucket_and_duplicates_change_neither_state_nor_vectors() =>
        Prop.ForAll(Scripts, script =>
        {
            var events = EventScript.From(script.Numbers);
            var random = new Random(script.Shuffle);
            var shuffled = events.Concat(events.Where(_ => random.Next(3) == 0))
                .OrderBy(e => e.TimeMs / FinestBucketMs).ThenBy(_ => random.Next()).ToArray();
            return Same(Folded(events.OrderBy(e => e.TimeMs / FinestBucketMs)), Folded(shuffled), events);
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void Order_over_days_changes_neither_state_nor_vectors() =>
        Prop.ForAll(Scripts, script =>
        {
            // Whether a name had nobody behind it is asked once, when its login fails: that answer knows what came before.
            var events = EventScript.From(script.Numbers)
                .Select(e => e.Login == LoginOutcome.Failed ? e with { Login = LoginOutcome.None } : e).ToArray();
            var random = new Random(script.Shuffle);
            return Same(Folded(events), Folded(events.OrderBy(_ => random.Next())), events);
        }).Check(Config.QuickThrowOnFailure);

    [TestCase(5)]
    [TestCase(6)]
    public void Busy_entities_end_in_the_same_state_in_any_order(int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, 5_000).Select(i => EventScript.Request(random, i * 300)).ToArray();

        var forward = Folded(events);
        var shuffled = Folded(events.OrderBy(_ => random.Next()));
        var backward = Folded(events.Reverse());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shuffled.StateHash(), Is.EqualTo(forward.StateHash()));
            Assert.That(backward.StateHash(), Is.EqualTo(forward.StateHash()));
        }
    }

    [Test]
    public void Every_event_changes_the_state_hash()
    {
        var store = new FeatureStore();
        var hashes = new HashSet<ulong> { store.StateHash() };
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            store.Apply(EventScript.Request(random, i * 2_000));
            Assert.That(hashes.Add(store.StateHash()), Is.True, $"event {i} left no trace");
        }
    }

    [Test]
    public void Request_and_outcome_of_one_id_both_count_and_each_only_once()
    {
        var store = new FeatureStore();
        var request = SampleEvents.Request(Operation.Login, "alice");
        var outcome = SampleEvents.Outcome(request, 401, LoginOutcome.Failed);
        foreach (var e in new[] { request, outcome, request, outcome }) store.Apply(e);

        var vector = store.ReadVector(outcome);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.requests_30s"), Is.EqualTo(1));
            Assert.That(vector.Feature("account.login_failed_5m"), Is.EqualTo(1));
            Assert.That(store.Status().Duplicates, Is.EqualTo(2));
            Assert.That(store.Status().Applied, Is.EqualTo(2));
        }
    }

    private static FeatureStore Folded(IEnumerable<SecurityEvent> events)
    {
        var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 2_048 });
        foreach (var e in events) store.Apply(e);
        return store;
    }

    private static Property Same(FeatureStore one, FeatureStore other, SecurityEvent[] probes)
    {
        var isSame = one.StateHash() == other.StateHash()
            && probes.All(p => one.ReadVector(p).AsSpan().SequenceEqual(other.ReadVector(p)));
        return isSame.Label($"{one.StateHash():x} against {other.StateHash():x}");
    }
}
