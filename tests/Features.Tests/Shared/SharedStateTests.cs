using SecurityDecisioning.Features.Tests.Support;

namespace SecurityDecisioning.Features.Tests.Shared;

/// <summary>What many requests share: seen from the next five seconds on, the same however it was counted.</summary>
internal sealed class SharedStateTests
{
    [Test]
    public void Requests_of_the_running_five_seconds_are_seen_when_they_are_over()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 10; i++) store.Apply(At(i * 100));

        var within = store.ApplyAndReadVector(At(4_000));
        var after = store.ApplyAndReadVector(At(5_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(within.Feature("country.requests_30s"), Is.Zero);
            foreach (var name in new[] { "country", "asn", "operation" })
                Assert.That(after.Feature($"{name}.requests_30s"), Is.EqualTo(11), name);
        }
    }

    [Test]
    public void Event_of_a_bucket_that_is_over_is_seen_at_once()
    {
        var store = new FeatureStore();
        store.Apply(At(0));
        var before = store.ApplyAndReadVector(At(6_000));
        store.Apply(At(1_000));

        var after = store.ApplyAndReadVector(At(6_001));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Feature("country.requests_5m"), Is.EqualTo(1));
            Assert.That(after.Feature("country.requests_5m"), Is.EqualTo(2));
        }
    }

    [Test]
    public void More_entities_than_a_core_remembers_are_all_counted()
    {
        var store = new FeatureStore();
        for (var round = 0; round < 3; round++)
        {
            for (uint asn = 1; asn <= 2_000; asn++) store.Apply(At((round * 2_000) + asn) with { Asn = asn });
        }

        for (uint asn = 1; asn <= 2_000; asn += 97)
            Assert.That(store.ApplyAndReadVector(At(20_000) with { Asn = asn }).Feature("asn.requests_5m"), Is.EqualTo(3), $"AS{asn}");
    }

    [Test]
    public void Step_that_few_sessions_take_surprises_more_than_one_that_most_take()
    {
        var store = new FeatureStore();
        for (var i = 0; i < 100; i++)
        {
            store.Apply(Step($"s{i}", Operation.Page, i * 20_000));
            store.Apply(Step($"s{i}", i == 0 ? Operation.Admin : Operation.Checkout, (i * 20_000) + 10_000));
        }

        store.Apply(Step("me", Operation.Page, 3_000_000));
        var usual = store.ApplyAndReadVector(Step("me", Operation.Checkout, 3_010_000));
        store.Apply(Step("you", Operation.Page, 3_000_000));
        var rare = store.ApplyAndReadVector(Step("you", Operation.Admin, 3_010_000));
        var first = store.ApplyAndReadVector(Step("them", Operation.Admin, 3_020_000));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(usual.Feature("session.step_surprise"), Is.EqualTo(-Math.Log2(100 / 103.0)).Within(0.02));
            Assert.That(rare.Feature("session.step_surprise"), Is.EqualTo(-Math.Log2(2 / 103.0)).Within(0.05));
            Assert.That(first.Feature("session.step_surprise"), Is.NaN);
        }
    }

    [Test]
    public void Late_first_step_takes_back_what_its_absence_taught()
    {
        SecurityEvent[] events =
        [
            Step("a", Operation.Page, 0), Step("a", Operation.Login, 20_000), Step("a", Operation.Checkout, 40_000),
            Step("a", Operation.Checkout, 10_000), Step("b", Operation.Login, 10_000), Step("b", Operation.Page, 30_000),
        ];
        var hashes = new HashSet<ulong>();
        var random = new Random(4);
        for (var i = 0; i < 50; i++)
        {
            var store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_024 });
            foreach (var e in events.OrderBy(_ => random.Next())) store.Apply(e);
            hashes.Add(store.StateHash());
        }

        Assert.That(hashes, Has.Count.EqualTo(1));
    }

    private static SecurityEvent At(long ms) =>
        SampleEvents.Request(account: "a", country: "DE", atMs: ms) with { Asn = 64_500 };

    private static SecurityEvent Step(string session, Operation operation, long ms) =>
        SampleEvents.Request(operation, session: session, atMs: ms);

    /// <summary>Requests of a new bucket and whoever turns it over race; what is counted must not show who won.</summary>
    [Test]
    public void Threads_that_turn_buckets_over_together_end_where_one_thread_ends()
    {
        var random = new Random(11);
        var events = Enumerable.Range(0, 120_000).Select(i => EventScript.Request(random, i * 5L)).ToArray();
        var options = new FeatureStoreOptions { MaxEntities = 131_072 };
        var alone = new FeatureStore(options);
        foreach (var e in events) alone.Apply(e);
        for (var round = 0; round < 8; round++)
        {
            var together = new FeatureStore(options);
            var next = -1;
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
            {
                for (var i = Interlocked.Increment(ref next); i < events.Length; i = Interlocked.Increment(ref next)) together.Apply(events[i]);
            });
            Assert.That(together.StateHash(), Is.EqualTo(alone.StateHash()), $"round {round}");
        }
    }
}
