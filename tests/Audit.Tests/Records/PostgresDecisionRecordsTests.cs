using Dapper;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

internal sealed class PostgresDecisionRecordsTests : DecisionRecordsContract
{
    private readonly List<IAsyncDisposable> _open = [];
    private string _connectionString = null!;
    private PostgresDatabase _database = null!;

    protected override async Task<IDecisionRecords> OpenAsync()
    {
        _connectionString = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        return Opened("one");
    }

    protected override async Task<IDecisionRecords> ReopenAsync()
    {
        await CloseAsync();
        return Opened("one");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }

        _open.Clear();
    }

    [Test]
    public async Task Two_gateways_that_start_at_once_make_the_tables_once()
    {
        var stores = Enumerable.Range(0, 8).Select(i => Opened($"log {i}")).ToList();

        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.AppendAsync([SampleRecords.Record(i)], 1))));

        Assert.That((await Records.TotalsAsync()).Count, Is.EqualTo(8));
        Assert.That(
            await ScalarAsync("SELECT count(*) FROM migrations WHERE area = 'decisions'"),
            Is.EqualTo(PostgresDecisionSchema.Migrations.Count));
    }

    [Test]
    public async Task Database_of_version_one_keeps_its_decisions_findable_by_entity()
    {
        var (random, model) = (new Random(3), new ModelRecords());
        _connectionString = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using (var old = new PostgresDatabase(_connectionString))
        {
            await PostgresVersionOne.CreateAsync(old);
            for (var i = 0; i < 20; i++)
            {
                var known = model.Rows.Select(s => s.Id).ToHashSet();
                var batch = AnyDecisions.Batch(random, model, 400).FindAll(r => known.Add(r.Summary.Id));
                model.Append(batch);
                await PostgresVersionOne.AppendAsync(old, batch);
            }
        }

        var records = Opened("one");
        await ExecuteAsync("DELETE FROM decisions WHERE row_no % 7 = 3");
        var left = await NamesAsync("SELECT uuid_send(id) FROM decisions");
        model.Keep(s => left.Contains(s.Id));
        for (var i = 0; i < 60; i++)
        {
            var query = AnyDecisions.Query(random, model);
            Assert.That(await records.QueryAsync(query), Is.EqualTo(model.Query(query)), $"{i}: {query}");
            var batch = AnyDecisions.Batch(random, model, 5);
            model.Append(batch);
            await records.AppendAsync(batch, model.Taken);
        }

        Assert.That(await ScalarAsync("SELECT count(*) FROM pg_indexes WHERE tablename = 'decisions'"), Is.EqualTo(3));
    }

    [Test]
    public async Task Newer_schema_is_left_alone()
    {
        await Records.AppendAsync([SampleRecords.Record(1)], 1);
        await ExecuteAsync("INSERT INTO migrations VALUES ('decisions', 1000)");
        var older = Opened("two");

        Assert.That(
            async () => await older.TotalsAsync(),
            Throws.InvalidOperationException.With.Message.Contains("decisions").And.Message.Contains("1000"));
    }

    [Test]
    public async Task Sources_advance_apart_and_their_decisions_are_seen_together()
    {
        var (one, two) = (Opened("one"), Opened("two"));
        await one.AppendAsync([SampleRecords.Record(1, account: "alice"), SampleRecords.Record(3, account: "alice")], 2);
        await two.AppendAsync([SampleRecords.Record(2, account: "alice")], 7);

        Assert.That(await one.NextOffsetAsync(), Is.EqualTo(2));
        Assert.That(await two.NextOffsetAsync(), Is.EqualTo(7));
        var found = await two.QueryAsync(new DecisionQuery { Entity = AnyDecisions.Account("alice") });
        Assert.That(found.Select(s => s.Id.Low), Is.EqualTo(new[] { 4UL, 3UL, 2UL }));
    }

    [Test]
    public async Task Second_projector_of_a_source_stops_the_first_and_nothing_counts_twice()
    {
        var (first, second) = (Opened("same"), Opened("same"));
        await first.AppendAsync([SampleRecords.Record(1)], 1);

        Assert.That(await second.NextOffsetAsync(), Is.EqualTo(1));
        Assert.That(async () => await first.AppendAsync([SampleRecords.Record(2)], 2), Throws.TypeOf<SourceTakenException>());
        Assert.That(async () => await first.NextOffsetAsync(), Throws.TypeOf<SourceTakenException>());
        await second.AppendAsync([SampleRecords.Record(3)], 2);

        Assert.That((await Records.TotalsAsync()).Count, Is.EqualTo(2));
        Assert.That(await Records.FindAsync(SampleRecords.Record(2).Summary.Id), Is.Null);
    }

    [Test]
    public async Task Overtaken_projector_goes_on_once_the_other_has_been_silent()
    {
        var (first, second) = (Opened("same"), Opened("same"));
        await first.AppendAsync([SampleRecords.Record(1)], 1);
        await second.AppendAsync([SampleRecords.Record(2)], 2);
        Assert.That(async () => await first.AppendAsync([SampleRecords.Record(3)], 3), Throws.TypeOf<SourceTakenException>());

        await ExecuteAsync("UPDATE progress SET claimed_at = now() - interval '1 hour', advanced_at = now() - interval '1 hour'");

        Assert.That(await first.NextOffsetAsync(), Is.EqualTo(2));
        await first.AppendAsync([SampleRecords.Record(3)], 3);
        Assert.That((await Records.TotalsAsync()).Count, Is.EqualTo(3));
    }

    [Test]
    public async Task Gateways_that_write_at_once_keep_everything_findable()
    {
        var model = new ModelRecords();
        var parts = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 60)
            .Select(_ => AnyDecisions.Batch(new Random(i), new ModelRecords(), 0)).ToList()).ToList();
        var random = new Random(9);
        for (var i = 0; i < 60; i++)
        {
            foreach (var part in parts)
            {
                part[i] = AnyDecisions.Batch(random, model, 70).FindAll(r => model.Rows.All(s => s.Id != r.Summary.Id));
                model.Append(part[i]);
            }
        }

        await Task.WhenAll(parts.Select((part, gateway) => Task.Run(async () =>
        {
            var store = Opened($"gateway {gateway}");
            var offset = 0L;
            foreach (var batch in part)
            {
                await store.AppendAsync(batch, offset += batch.Count);
            }
        })));

        for (var i = 0; i < 60; i++)
        {
            var query = AnyDecisions.Query(random, model);
            Assert.That(await Records.QueryAsync(query), Is.EqualTo(model.Query(query)), query.ToString());
        }
    }

    [Test]
    public async Task Text_that_the_server_refuses_is_kept_as_near_as_it_can_be()
    {
        var record = SampleRecords.Record(1, path: "/a\0b\ud800c");

        await Records.AppendAsync([record], 1);

        Assert.That((await Records.FindAsync(record.Summary.Id))!.Summary.Path, Is.EqualTo("/a\ufffdb\ufffdc"));
        Assert.That(await Records.QueryAsync(new DecisionQuery { Route = "no\0such" }), Is.Empty);
    }

    [Test]
    public async Task Times_that_differ_from_their_ids_are_counted_where_they_belong()
    {
        var odd = SampleRecords.Record(5);
        odd = odd with { Summary = odd.Summary with { TimeMs = SampleEvents.StartMs - 90_000 } };
        await Records.AppendAsync([odd, SampleRecords.Record(6)], 2);

        var counts = await Records.CountByActionAsync(SampleEvents.StartMs - 100_000, SampleEvents.StartMs, 1_000);
        Assert.That(counts, Is.EqualTo(new ActionCount[] { new(SampleEvents.StartMs - 90_000, ActionKind.Allow, 1) }));
        Assert.That((await Records.TotalsAsync()).OldestMs, Is.EqualTo(SampleEvents.StartMs - 90_000));
        Assert.That(await Records.DeleteBeforeAsync(SampleEvents.StartMs), Is.EqualTo(1));
    }

    [Test]
    public async Task Number_of_runs_stays_small_whatever_the_number_of_batches()
    {
        for (var i = 0; i < 1_200; i++)
        {
            await Records.AppendAsync([SampleRecords.Record(i, account: "alice")], i);
        }

        Assert.That(await ScalarAsync("SELECT count(*) FROM decisions_entity_runs"), Is.LessThan(6 * MergePlan.Fan));
    }

    [Test]
    public async Task Retention_drops_the_runs_of_what_it_removed()
    {
        for (var i = 0; i < 40; i++)
        {
            await Records.AppendAsync([.. Enumerable.Range(i * 50, 50).Select(n => SampleRecords.Record(n, account: "alice"))], i);
        }

        await Records.DeleteBeforeAsync(SampleEvents.StartMs + 10_000_000);
        for (var i = 0; i < 40; i++)
        {
            await Records.AppendAsync([SampleRecords.Record(3_000 + i, account: "alice")], 41);
        }

        Assert.That(await Records.QueryAsync(new DecisionQuery { Entity = AnyDecisions.Account("alice") }), Has.Count.EqualTo(40));
        Assert.That(await ScalarAsync("SELECT min(first_row) FROM decisions_entity_runs"), Is.EqualTo(2_001));
        Assert.That(
            await ScalarAsync("SELECT count(*) FROM decisions_entity_pages WHERE key >> 32 NOT IN (SELECT run FROM decisions_entity_runs)"),
            Is.Zero);
    }

    private PostgresDecisionRecords Opened(string source)
    {
        _database = new PostgresDatabase(_connectionString);
        _open.Add(_database);
        return new PostgresDecisionRecords(_database, source);
    }

    private async Task<HashSet<EventId>> NamesAsync(string sql)
    {
        await using var connection = await _database.ReadAsync();
        return [.. (await connection.QueryAsync<byte[]>(sql)).Select(id => EventId.FromBytes(id))];
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await _database.ReadAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _database.ReadAsync();
        await connection.ExecuteAsync(sql);
    }
}
