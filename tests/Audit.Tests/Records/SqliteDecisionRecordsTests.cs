using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Tests.Records;

internal sealed class SqliteDecisionRecordsTests
{
    private TempFolder _folder = null!;
    private SqliteDatabase _database = null!;
    private SqliteDecisionRecords _records = null!;

    [SetUp]
    public void Open()
    {
        _folder = new TempFolder();
        _database = SqliteDatabase.Open(_folder["records.db"]);
        _records = new SqliteDecisionRecords(_database);
    }

    [TearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Record_reads_back_the_same_with_its_bytes()
    {
        var record = SampleRecords.Record(
            3, ActionKind.Challenge, ActionKind.Revoke, Threat.Scraping, "alice", "key", "2001:db8::1", "/p", Operation.Api);

        await _records.AppendAsync([record], 1);
        var found = await _records.FindAsync(record.Summary.Id);

        Assert.That(found!.Summary, Is.EqualTo(record.Summary));
        Assert.That(found.Encoded.ToArray(), Is.EqualTo(record.Encoded.ToArray()));
        Assert.That(found.Summary.Policy, Is.EqualTo("policy"));
    }

    [Test]
    public async Task Unknown_id_finds_nothing() =>
        Assert.That(await _records.FindAsync(new EventId(1, 2)), Is.Null);

    [Test]
    public async Task Next_offset_starts_at_zero_and_moves_with_the_batch()
    {
        Assert.That(await _records.NextOffsetAsync(), Is.Zero);

        await _records.AppendAsync([SampleRecords.Record(1)], 17);

        Assert.That(await _records.NextOffsetAsync(), Is.EqualTo(17));
    }

    [Test]
    public async Task Batch_taken_in_twice_counts_once()
    {
        DecisionRecord[] batch = [.. Enumerable.Range(0, 10).Select(i => SampleRecords.Record(i))];

        await _records.AppendAsync(batch, 10);
        await _records.AppendAsync(batch, 10);

        Assert.That((await _records.TotalsAsync()).Count, Is.EqualTo(10));
    }

    [Test]
    public async Task Batch_that_fails_half_way_leaves_neither_rows_nor_offset()
    {
        var broken = SampleRecords.Record(2);
        broken = broken with { Summary = broken.Summary with { Route = null! } };

        Assert.That(
            async () => await _records.AppendAsync([SampleRecords.Record(1), broken], 2), Throws.Exception);

        Assert.That(await _records.NextOffsetAsync(), Is.Zero);
        Assert.That((await _records.TotalsAsync()).Count, Is.Zero);
        await _records.AppendAsync([SampleRecords.Record(1)], 1);
        Assert.That((await _records.TotalsAsync()).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Query_gives_newest_first_in_pages_without_gaps_or_repeats()
    {
        await _records.AppendAsync([.. Enumerable.Range(0, 55).Select(i => SampleRecords.Record(i))], 55);

        var seen = new List<DecisionSummary>();
        IReadOnlyList<DecisionSummary> page;
        do
        {
            page = await _records.QueryAsync(new DecisionQuery { Limit = 10, Before = seen is [.., var last] ? last.Id : null });
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.That(seen.Select(s => s.Id), Is.Ordered.Descending.And.Unique);
        Assert.That(seen, Has.Count.EqualTo(55));
    }

    [Test]
    public async Task Limit_is_brought_inside_its_range()
    {
        await _records.AppendAsync([.. Enumerable.Range(0, 250).Select(i => SampleRecords.Record(i))], 250);

        Assert.That(await _records.QueryAsync(new DecisionQuery { Limit = 100_000 }), Has.Count.EqualTo(DecisionQuery.MaxLimit));
        Assert.That(await _records.QueryAsync(new DecisionQuery { Limit = -1 }), Has.Count.EqualTo(1));
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
        yield return Case("network v4", new() { Entity = Key("network:203.0.113.0/24") }, 1, 0);
        yield return Case("network v6", new() { Entity = Key("network:2001:db8:1::/48") }, 4, 3);
        yield return Case("no entity", new() { Entity = default(EntityKey) });
        yield return Case("route", new() { Route = "login" }, 4);
        yield return Case("both", new() { Threat = Threat.Scraping, Action = ActionKind.Allow }, 2);
        yield return Case("after", new() { After = new EventId((ulong)(SampleEvents.StartMs + 2000) << 16, 3) }, 4, 3);

        static EntityKey Key(string text) => EntityKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);

        static TestCaseData Case(string name, DecisionQuery query, params int[] expected) =>
            new TestCaseData(query, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filter_finds_exactly_what_matches(DecisionQuery query, int[] expected)
    {
        await _records.AppendAsync(
            [
                SampleRecords.Record(0, account: "alice"),
                SampleRecords.Record(1, shadow: ActionKind.Throttle, account: "alice", ip: "203.0.113.255"),
                SampleRecords.Record(2, threat: Threat.Scraping, apiKey: "k", ip: "198.51.100.7"),
                SampleRecords.Record(3, ActionKind.Revoke, threat: Threat.Scraping, account: "bob", ip: "2001:db8:1::1"),
                SampleRecords.Record(4, ip: "2001:db8:1:ffff::ffff", operation: Operation.Login),
            ],
            5);

        var found = await _records.QueryAsync(query);

        Assert.That(found.Select(s => (int)s.Id.Low - 1), Is.EqualTo(expected));
    }

    [Test]
    public async Task Counts_by_action_fall_into_their_buckets()
    {
        await _records.AppendAsync(
            [.. Enumerable.Range(0, 20).Select(i => SampleRecords.Record(i, i % 4 == 0 ? ActionKind.Throttle : ActionKind.Allow))],
            20);

        var counts = await _records.CountByActionAsync(SampleEvents.StartMs, SampleEvents.StartMs + 15_000, 10_000);

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
        var totals = await _records.TotalsAsync();

        Assert.That(totals.ByAction.Keys, Is.EquivalentTo(ActionKinds.All));
        Assert.That((totals.Count, totals.OldestMs, totals.NewestMs), Is.EqualTo((0L, (long?)null, (long?)null)));
    }

    [Test]
    public async Task Retention_removes_what_is_older_and_nothing_else()
    {
        await _records.AppendAsync([.. Enumerable.Range(0, 1200).Select(i => SampleRecords.Record(i))], 1200);

        var deleted = await _records.DeleteBeforeAsync(SampleEvents.StartMs + 1_100_000);

        Assert.That(deleted, Is.EqualTo(1100));
        var totals = await _records.TotalsAsync();
        Assert.That((totals.Count, totals.OldestMs), Is.EqualTo((100L, (long?)(SampleEvents.StartMs + 1_100_000))));
        Assert.That(await _records.NextOffsetAsync(), Is.EqualTo(1200));
    }

    [Test]
    public async Task Reader_does_not_wait_for_a_write_that_is_under_way()
    {
        await _records.AppendAsync([SampleRecords.Record(1)], 1);

        var counted = await _database.WriteAsync((_, _) =>
        {
            using var reader = _database.Read();
            return Dapper.SqlMapper.ExecuteScalar<int>(reader, "SELECT count(*) FROM decisions");
        });

        Assert.That(counted, Is.EqualTo(1));
    }
}
