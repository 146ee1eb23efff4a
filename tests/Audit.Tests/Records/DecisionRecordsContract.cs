using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

/// <summary>
/// What every store of decision records must do. Each store runs it on a database of its own, which it closes in a tear-down
/// of its own.
/// </summary>
internal abstract class DecisionRecordsContract
{
    protected IDecisionRecords Records { get; private set; } = null!;

    [SetUp]
    public async Task OpenStore() => Records = await OpenAsync();

    /// <summary>An empty store.</summary>
    protected abstract Task<IDecisionRecords> OpenAsync();

    /// <summary>The same store, closed and opened again.</summary>
    protected abstract Task<IDecisionRecords> ReopenAsync();

    [Test]
    public async Task Record_reads_back_the_same_with_its_bytes()
    {
        var record = SampleRecords.Record(
            3, ActionKind.Challenge, ActionKind.Revoke, Threat.Scraping, "alice", "key", "2001:db8::1", "/p", Operation.Api);

        await Records.AppendAsync([record], 1);
        var found = await Records.FindAsync(record.Summary.Id);

        Assert.That(found!.Summary, Is.EqualTo(record.Summary));
        Assert.That(found.Encoded.ToArray(), Is.EqualTo(record.Encoded.ToArray()));
        Assert.That(found.Summary.Policy, Is.EqualTo("policy"));
    }

    [Test]
    public async Task Unknown_id_finds_nothing() =>
        Assert.That(await Records.FindAsync(new EventId(1, 2)), Is.Null);

    [Test]
    public async Task Next_offset_starts_at_zero_and_moves_with_the_batch()
    {
        Assert.That(await Records.NextOffsetAsync(), Is.Zero);

        await Records.AppendAsync([SampleRecords.Record(1)], 17);

        Assert.That(await Records.NextOffsetAsync(), Is.EqualTo(17));
    }

    [Test]
    public async Task Batch_taken_in_twice_counts_once()
    {
        DecisionRecord[] batch = [.. Enumerable.Range(0, 10).Select(i => SampleRecords.Record(i))];

        await Records.AppendAsync(batch, 10);
        await Records.AppendAsync(batch, 10);

        Assert.That((await Records.TotalsAsync()).Count, Is.EqualTo(10));
    }

    [Test]
    public async Task Batch_that_fails_half_way_leaves_neither_rows_nor_offset()
    {
        var broken = SampleRecords.Record(2);
        broken = broken with { Summary = broken.Summary with { Route = null! } };

        Assert.That(
            async () => await Records.AppendAsync([SampleRecords.Record(1), broken], 2), Throws.Exception);

        Assert.That(await Records.NextOffsetAsync(), Is.Zero);
        Assert.That((await Records.TotalsAsync()).Count, Is.Zero);
        await Records.AppendAsync([SampleRecords.Record(1)], 1);
        Assert.That((await Records.TotalsAsync()).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Query_gives_newest_first_in_pages_without_gaps_or_repeats()
    {
        await Records.AppendAsync([.. Enumerable.Range(0, 55).Select(i => SampleRecords.Record(i))], 55);

        var seen = new List<DecisionSummary>();
        IReadOnlyList<DecisionSummary> page;
        do
        {
            page = await Records.QueryAsync(new DecisionQuery { Limit = 10, Before = seen is [.., var last] ? last.Id : null });
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.That(seen.Select(s => s.Id), Is.Ordered.Descending.And.Unique);
        Assert.That(seen, Has.Count.EqualTo(55));
    }

    [Test]
    public async Task Limit_is_brought_inside_its_range()
    {
        await Records.AppendAsync([.. Enumerable.Range(0, 250).Select(i => SampleRecords.Record(i))], 250);

        Assert.That(await Records.QueryAsync(new DecisionQuery { Limit = 100_000 }), Has.Count.EqualTo(DecisionQuery.MaxLimit));
        Assert.That(await Records.QueryAsync(new DecisionQuery { Limit = -1 }), Has.Count.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return Case("action", new() { Action = ActionKind.Revoke }, 3);
        yield return Case("allow", new() { Action = ActionKind.Allow }, 4, 2, 1, 0);
        yield return Case("shadow", new() { ShadowAction = ActionKind.Throttle }, 1);
        yield return Case("shadow allow", new() { ShadowAction = ActionKind.Allow }, 4, 3, 2, 0);
        yield return Case("threat", new() { Threat = Threat.Scraping }, 3, 2);
        yield return Case("no threat", new() { Threat = Threat.None }, 4, 1, 0);
        yield return Case("account", new() { Entity = EntityKey.Of(EntityKind.Account, SampleEvents.Id("alice")) }, 1, 0);
        yield return Case("api key", new() { Entity = EntityKey.Of(EntityKind.ApiKey, SampleEvents.Id("k")) }, 2);
        yield return Case("device", new() { Entity = EntityKey.Of(EntityKind.Device, SampleEvents.Id("phone")) }, 4, 3, 2, 1, 0);
        yield return Case("session", new() { Entity = EntityKey.Of(EntityKind.Session, SampleEvents.Id("other")) });
        yield return Case("ip", new() { Entity = Key("ip:198.51.100.7") }, 2);
        yield return Case("ip v6, any address of its 64 bits", new() { Entity = Key("ip:2001:db8:1::77") }, 3);
        yield return Case("network v4", new() { Entity = Key("network:203.0.113.0/24") }, 1, 0);
        yield return Case("network v6", new() { Entity = Key("network:2001:db8:1::/48") }, 4, 3);
        yield return Case("network of zeros", new() { Entity = Key("network:::/48") });
        yield return Case("no entity", new() { Entity = default(EntityKey) });
        yield return Case("route", new() { Route = "login" }, 4);
        yield return Case("tag", new() { Tag = "watch" }, 3, 2);
        yield return Case("tag that is part of another", new() { Tag = "atch" });
        yield return Case("tag like a pattern", new() { Tag = "w%" });
        yield return Case("tag and entity", new() { Tag = "watch", Entity = Key("ip:198.51.100.7") }, 2);
        yield return Case("tag and threat and action", new() { Tag = "watch", Threat = Threat.Scraping, Acted = true }, 3);
        yield return Case("second tag of one", new() { Tag = "büro'; --" }, 3);
        yield return Case("no such tag", new() { Tag = "no\0such" });
        yield return Case("both", new() { Threat = Threat.Scraping, Action = ActionKind.Allow }, 2);
        yield return Case("after", new() { After = new EventId((ulong)(SampleEvents.StartMs + 2000) << 16, 3) }, 4, 3);

        static EntityKey Key(string text) => EntityKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);

        static TestCaseData Case(string name, DecisionQuery query, params int[] expected) =>
            new TestCaseData(query, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filter_finds_exactly_what_matches(DecisionQuery query, int[] expected)
    {
        await Records.AppendAsync(
            [
                SampleRecords.Record(0, account: "alice"),
                SampleRecords.Record(1, shadow: ActionKind.Throttle, account: "alice", ip: "203.0.113.255"),
                SampleRecords.Record(2, threat: Threat.Scraping, apiKey: "k", ip: "198.51.100.7", tags: "watch"),
                SampleRecords.Record(
                    3, ActionKind.Revoke, threat: Threat.Scraping, account: "bob", ip: "2001:db8:1::1", tags: ["watch", "büro'; --"]),
                SampleRecords.Record(4, ip: "2001:db8:1:ffff::ffff", operation: Operation.Login),
            ],
            5);

        var found = await Records.QueryAsync(query);

        Assert.That(found.Select(s => (int)s.Id.Low - 1), Is.EqualTo(expected));
    }

    [Test]
    public async Task Counts_by_action_fall_into_their_buckets()
    {
        await Records.AppendAsync(
            [.. Enumerable.Range(0, 20).Select(i => SampleRecords.Record(i, i % 4 == 0 ? ActionKind.Throttle : ActionKind.Allow))],
            20);

        var counts = await Records.CountByActionAsync(SampleEvents.StartMs, SampleEvents.StartMs + 15_000, 10_000);

        Assert.That(counts, Is.EqualTo(new ActionCount[]
        {
            new(SampleEvents.StartMs, ActionKind.Allow, 7),
            new(SampleEvents.StartMs, ActionKind.Throttle, 3),
            new(SampleEvents.StartMs + 10_000, ActionKind.Allow, 4),
            new(SampleEvents.StartMs + 10_000, ActionKind.Throttle, 1),
        }));
    }

    [Test]
    public async Task Totals_of_nothing_name_every_action_and_no_times()
    {
        var totals = await Records.TotalsAsync();

        Assert.That(totals.ByAction.Keys, Is.EquivalentTo(ActionKinds.All));
        Assert.That((totals.Count, totals.OldestMs, totals.NewestMs), Is.EqualTo((0L, (long?)null, (long?)null)));
    }

    [Test]
    public async Task Retention_removes_what_is_older_and_nothing_else()
    {
        await Records.AppendAsync([.. Enumerable.Range(0, 1200).Select(i => SampleRecords.Record(i))], 1200);

        var deleted = await Records.DeleteBeforeAsync(SampleEvents.StartMs + 1_100_000);

        Assert.That(deleted, Is.EqualTo(1100));
        var totals = await Records.TotalsAsync();
        Assert.That((totals.Count, totals.OldestMs), Is.EqualTo((100L, (long?)(SampleEvents.StartMs + 1_100_000))));
        Assert.That(await Records.NextOffsetAsync(), Is.EqualTo(1200));
    }

    [Test]
    public async Task Decision_that_comes_again_after_its_removal_is_found_once()
    {
        DecisionRecord[] batch = [SampleRecords.Record(1, account: "alice"), SampleRecords.Record(900, account: "alice")];
        await Records.AppendAsync(batch, 2);
        await Records.DeleteBeforeAsync(batch[1].Summary.TimeMs);
        await Records.AppendAsync([batch[0]], 3);

        var found = await Records.QueryAsync(new DecisionQuery { Entity = AnyDecisions.Account("alice") });

        Assert.That(found.Select(s => s.Id), Is.EqualTo(new[] { batch[1].Summary.Id, batch[0].Summary.Id }));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    public async Task Any_query_answers_as_a_plain_list_would(int seed)
    {
        var random = new Random(seed);
        var model = new ModelRecords();
        for (var step = 0; step < 400; step++)
        {
            switch (random.Next(40))
            {
                case 0:
                    Records = await ReopenAsync();
                    break;
                case 1:
                    var before = model.TimeAt(random.NextDouble() * 0.3);
                    Assert.That(await Records.DeleteBeforeAsync(before), Is.EqualTo(model.DeleteBefore(before)));
                    break;
                case 2:
                    await AppendAsync(model, AnyDecisions.Batch(random, model, random.Next(200, 700)));
                    break;
                default:
                    await AppendAsync(model, AnyDecisions.Batch(random, model, random.Next(1, 5)));
                    break;
            }

            if (step % 4 == 0)
            {
                var query = AnyDecisions.Query(random, model);
                Assert.That(await Records.QueryAsync(query), Is.EqualTo(model.Query(query)), $"step {step}: {query}");
            }
        }
    }

    [Test]
    public async Task Pages_of_a_busy_entity_have_no_gaps_and_no_repeats()
    {
        var random = new Random(7);
        var model = new ModelRecords();
        for (var i = 0; i < 60; i++)
        {
            await AppendAsync(model, AnyDecisions.Batch(random, model, 100));
        }

        var query = new DecisionQuery { Entity = AnyDecisions.BusyIp, Limit = 70 };
        var seen = new List<DecisionSummary>();
        IReadOnlyList<DecisionSummary> page;
        do
        {
            page = await Records.QueryAsync(query with { Before = seen is [.., var last] ? last.Id : null });
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.That(seen, Has.Count.GreaterThan(1_000));
        Assert.That(seen, Is.EqualTo(model.All(query)));
    }

    [Test]
    public async Task Entity_that_is_everywhere_is_found_in_batches_of_thousands()
    {
        var random = new Random(8);
        var model = new ModelRecords();
        for (var i = 0; i < 20; i++)
        {
            await AppendAsync(model, AnyDecisions.Batch(random, model, 4_096));
        }

        for (var i = 0; i < 40; i++)
        {
            var query = AnyDecisions.Query(random, model);
            Assert.That(await Records.QueryAsync(query), Is.EqualTo(model.Query(query)), query.ToString());
        }
    }

    private async Task AppendAsync(ModelRecords model, IReadOnlyList<DecisionRecord> batch)
    {
        model.Append(batch);
        await Records.AppendAsync(batch, model.Taken);
    }
}
