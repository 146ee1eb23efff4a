using Dapper;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Tests.Records;

internal sealed class SqliteDecisionRecordsTests : DecisionRecordsContract
{
    private TempFolder _folder = null!;
    private SqliteDatabase _database = null!;

    protected override Task<IDecisionRecords> OpenAsync()
    {
        _folder = new TempFolder();
        return Task.FromResult<IDecisionRecords>(Opened());
    }

    protected override async Task<IDecisionRecords> ReopenAsync()
    {
        await _database.DisposeAsync();
        return Opened();
    }

    [TearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Database_of_version_two_keeps_its_decisions_findable_by_entity()
    {
        await _database.DisposeAsync();
        var random = new Random(3);
        var model = new ModelRecords();
        await using (var old = SqliteDatabase.Open(_folder["old.db"]))
        {
            old.Migrate(DecisionSchema.Area, [.. DecisionSchema.Migrations.Take(2)]);
            for (var i = 0; i < 3; i++)
            {
                var batch = AnyDecisions.Batch(random, model, 3_000);
                model.Append(batch);
                await old.WriteAsync((connection, transaction) => connection.Execute(VersionTwo.Insert, batch.Select(VersionTwo.Row), transaction));
            }
        }

        _database = SqliteDatabase.Open(_folder["old.db"]);
        var records = new SqliteDecisionRecords(_database);
        for (var i = 0; i < 64; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var query = AnyDecisions.Query(random, model);
                Assert.That(await records.QueryAsync(query), Is.EqualTo(model.Query(query)), $"{i}: {query}");
            }

            var batch = AnyDecisions.Batch(random, model, 5);
            model.Append(batch);
            await records.AppendAsync(batch, model.Taken);
        }

        Assert.That(Scalar("SELECT unindexed_below FROM decisions_progress"), Is.Zero);
        Assert.That(
            Scalar("SELECT max(last_row) - min(first_row) + 1 FROM decisions_entity_runs WHERE state = 0"),
            Is.EqualTo(model.Rows.Count));
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
        Assert.That(Scalar("SELECT min(first_row) FROM decisions_entity_runs"), Is.EqualTo(2_001));
        Assert.That(
            Scalar("SELECT count(*) FROM decisions_entity_pages WHERE key >> 32 NOT IN (SELECT run FROM decisions_entity_runs)"),
            Is.Zero);
    }

    [Test]
    public async Task Number_of_runs_stays_small_whatever_the_number_of_batches()
    {
        for (var i = 0; i < 1_200; i++)
        {
            await Records.AppendAsync([SampleRecords.Record(i, account: "alice")], i);
        }

        Assert.That(Scalar("SELECT count(*) FROM decisions_entity_runs"), Is.LessThan(4 * MergePlan.Fan));
    }

    [Test]
    public async Task Entities_whose_hashes_collide_are_told_apart()
    {
        await Records.AppendAsync([SampleRecords.Record(1, account: "alice"), SampleRecords.Record(2, account: "bob")], 2);
        var alice = new EntityHash(Scalar("SELECT entity_seed FROM decisions_progress")).Of(AnyDecisions.Account("alice"));
        var page = EntityPage.Bytes([EntityPage.Entry(alice, 0), EntityPage.Entry(alice, 1)]).ToArray();
        var key = EntityPage.KeyOf(1, EntityPage.Entry(alice, 0), 0);
        await _database.WriteAsync((connection, transaction) => connection.Execute(
            "DELETE FROM decisions_entity_pages; INSERT INTO decisions_entity_pages VALUES (@key, @page)", new { key, page }, transaction));

        var found = await Records.QueryAsync(new DecisionQuery { Entity = AnyDecisions.Account("alice") });

        Assert.That(found.Select(s => s.Id.Low), Is.EqualTo(new[] { 2UL }));
    }

    [Test]
    public async Task Reader_does_not_wait_for_a_write_that_is_under_way()
    {
        await Records.AppendAsync([SampleRecords.Record(1)], 1);

        var counted = await _database.WriteAsync((_, _) =>
        {
            using var reader = _database.Read();
            return Dapper.SqlMapper.ExecuteScalar<int>(reader, "SELECT count(*) FROM decisions");
        });

        Assert.That(counted, Is.EqualTo(1));
    }

    private SqliteDecisionRecords Opened()
    {
        _database = SqliteDatabase.Open(_folder["records.db"]);
        return new SqliteDecisionRecords(_database);
    }

    private long Scalar(string sql)
    {
        using var reader = _database.Read();
        return reader.ExecuteScalar<long>(sql);
    }
}
