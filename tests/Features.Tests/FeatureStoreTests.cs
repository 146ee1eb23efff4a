using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests;

internal sealed class FeatureStoreTests
{
    [Test]
    public void Absent_entities_are_unknown_and_present_ones_are_not()
    {
        var vector = new FeatureStore().ApplyAndReadVector(SampleEvents.Request(account: "alice"));

        foreach (var feature in FeatureCatalog.All)
        {
            var isAbsent = feature.Entity is EntityKind.Session or EntityKind.Device or EntityKind.ApiKey
                or EntityKind.Asn or EntityKind.Country;
            if (isAbsent) Assert.That(vector[feature.Index], Is.NaN, feature.Name);
            else if (IsAlwaysKnown(feature))
                Assert.That(vector[feature.Index], Is.Not.NaN, feature.Name);
        }
    }

    private static bool IsAlwaysKnown(FeatureDefinition feature) =>
        feature.Unit is FeatureUnit.Count or FeatureUnit.Distinct
        || (feature.Entity == EntityKind.None && feature.Name != "request.hints_contradict");

    [Test]
    public void Entity_never_seen_is_unknown_to_a_plain_read()
    {
        var vector = new FeatureStore().ReadVector(SampleEvents.Request());

        Assert.That(vector.Feature("ip.requests_30s"), Is.NaN);
    }

    [Test]
    public void Addresses_of_one_customers_64_count_together_and_as_one()
    {
        var store = new FeatureStore();
        for (var i = 1; i <= 20; i++)
        {
            store.Apply(SampleEvents.Request(account: "alice", ip: $"2001:db8:1:2::{i:x}", atMs: i));
        }

        var vector = store.ApplyAndReadVector(SampleEvents.Request(account: "alice", ip: "2001:db8:1:3::1", atMs: 30));
        var again = store.ApplyAndReadVector(SampleEvents.Request(account: "bob", ip: "2001:db8:1:2:ffff::", atMs: 31));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("account.distinct_ips_5m"), Is.EqualTo(2));
            Assert.That(vector.Feature("network.distinct_ips_5m"), Is.EqualTo(2));
            Assert.That(vector.Feature("ip.requests_5m"), Is.EqualTo(1));
            Assert.That(again.Feature("ip.requests_5m"), Is.EqualTo(21));
        }
    }

    [Test]
    public void Duplicate_is_read_as_it_stands()
    {
        var store = new FeatureStore();
        var request = SampleEvents.Request(account: "alice", device: "d");

        var first = store.ApplyAndReadVector(request);
        var again = store.ApplyAndReadVector(request);

        Assert.That(again, Is.EqualTo(first));
    }

    [Test]
    public void Own_refusals_do_not_count_as_the_clients_errors()
    {
        var store = new FeatureStore();
        var request = SampleEvents.Request();
        store.Apply(SampleEvents.Outcome(request, status: 429, action: ActionKind.Throttle));
        store.Apply(SampleEvents.Outcome(SampleEvents.Request(atMs: 10), status: 404));

        var vector = store.ApplyAndReadVector(SampleEvents.Request(atMs: 20));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.status_4xx_30s"), Is.EqualTo(1));
            Assert.That(vector.Feature("ip.status_404_30s"), Is.EqualTo(1));
        }
    }

    [Test]
    public void Time_far_past_the_ids_own_is_set_back_and_counted()
    {
        var store = new FeatureStore();
        var honest = SampleEvents.Request(atMs: 0);
        var jumped = SampleEvents.Request(atMs: 1_000) with { TimeMs = SampleEvents.StartMs + 86_400_000 };
        store.Apply(honest);
        store.Apply(jumped);

        var vector = store.ApplyAndReadVector(SampleEvents.Request(atMs: 2_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Status().Clamped, Is.EqualTo(1));
            Assert.That(vector.Feature("ip.requests_1h"), Is.EqualTo(3));
        }
    }

    [Test]
    public void Long_answer_is_not_taken_for_a_clock_jump()
    {
        var store = new FeatureStore();
        store.Apply(SampleEvents.Outcome(SampleEvents.Request(), afterMs: 7_200_000));

        Assert.That(store.Status().Clamped, Is.Zero);
    }

    [TestCase(long.MinValue)]
    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    public void Absurd_time_is_set_to_the_nearest_possible(long timeMs)
    {
        var store = new FeatureStore();
        var vector = store.ApplyAndReadVector(SampleEvents.Request() with { TimeMs = timeMs });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Status().Clamped, Is.EqualTo(1));
            Assert.That(vector.Feature("ip.requests_30s"), Is.EqualTo(1));
        }
    }

    [Test]
    public void Operation_of_a_newer_version_sets_no_other_feature()
    {
        var vector = new FeatureStore().ApplyAndReadVector(SampleEvents.Request() with { Operation = (Operation)200 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Operations.All.Sum(o => vector.Feature($"request.is_{o.Replace('-', '_')}")), Is.Zero);
            Assert.That(vector.Feature("request.browser_headers"), Is.EqualTo(4));
        }
    }

    [Test]
    public void Id_without_a_time_bounds_nothing()
    {
        var store = new FeatureStore();
        store.Apply(SampleEvents.Request() with { Id = new EventId(0, 7) });

        Assert.That(store.Status().Clamped, Is.Zero);
    }

    [Test]
    public void Event_older_than_the_longest_ring_counts_nowhere_and_is_reported()
    {
        var store = new FeatureStore();
        var now = SampleEvents.Request(atMs: 30 * 3_600_000L);
        store.Apply(now);
        store.Apply(SampleEvents.Request(atMs: 0));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Status().TooLate, Is.EqualTo(1));
            Assert.That(store.ReadVector(now).Feature("ip.requests_24h"), Is.EqualTo(1));
        }
    }

    [Test]
    public void Late_event_counts_in_the_windows_that_still_hold_its_bucket()
    {
        var store = new FeatureStore();
        var now = SampleEvents.Request(atMs: 600_000);
        store.Apply(now);
        store.Apply(SampleEvents.Request(atMs: 0));

        var vector = store.ReadVector(now);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vector.Feature("ip.requests_5m"), Is.EqualTo(1));
            Assert.That(vector.Feature("ip.requests_1h"), Is.EqualTo(2));
            Assert.That(vector.Feature("ip.seconds_since_last"), Is.EqualTo(600));
        }
    }

    [Test]
    public void Threads_in_parallel_reach_the_state_of_one()
    {
        var random = new Random(21);
        var events = Enumerable.Range(0, 20_000).Select(i => EventScript.Request(random, i * 20)).ToArray();
        var alone = new FeatureStore();
        foreach (var e in events) alone.Apply(e);

        var together = new FeatureStore();
        var vectors = new ThreadLocal<float[]>(() => new float[FeatureCatalog.Count]);
        Parallel.ForEach(events, new ParallelOptions { MaxDegreeOfParallelism = 4 }, e => together.ApplyAndRead(e, vectors.Value!));

        Assert.That(together.StateHash(), Is.EqualTo(alone.StateHash()));
    }

    [Test]
    public void Vector_that_is_too_short_is_refused()
    {
        Assert.That(() => new FeatureStore().Read(SampleEvents.Request(), new float[3]), Throws.ArgumentException);
    }

    [Test]
    public void Options_out_of_range_are_all_named_at_once()
    {
        var options = new FeatureStoreOptions { MaxEntities = 3, RememberedEvents = 1, MaxSkew = TimeSpan.FromDays(2), MaxBlockBytes = 1 };

        Assert.That(() => new FeatureStore(options), Throws.ArgumentException.With.Message.Contains("MaxEntities is 3")
            .And.Message.Contains("RememberedEvents is 1").And.Message.Contains("MaxSkew").And.Message.Contains("MaxBlockBytes"));
    }

    [Test]
    public void Status_counts_entities_by_kind()
    {
        var store = new FeatureStore();
        store.Apply(SampleEvents.Request(account: "a", device: "d", session: "s", apiKey: "k"));
        store.Apply(SampleEvents.Request(account: "b", ip: "203.0.113.10"));

        var status = store.Status();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Accounts, Is.EqualTo(2));
            Assert.That(status.Sessions, Is.EqualTo(1));
            Assert.That(status.Devices, Is.EqualTo(1));
            Assert.That(status.Ips, Is.EqualTo(2));
            Assert.That(status.Networks, Is.EqualTo(1));
            Assert.That(status.ApiKeys, Is.EqualTo(1));
            Assert.That(status.AccountNetworks, Is.EqualTo(2));
            Assert.That(status.Entities, Is.EqualTo(10), "what many share comes with the next bucket");
        }
    }
}
