using System.Buffers;
using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

/// <summary>A database as the release left it that had an index of row numbers and no blocks of ids.</summary>
internal static class PostgresVersionOne
{
    public static Task CreateAsync(PostgresDatabase database) =>
        database.MigrateAsync(PostgresDecisionSchema.Area, [.. PostgresDecisionSchema.Migrations.Take(1)]);

    /// <summary>Takes a batch as that release did.</summary>
    public static Task AppendAsync(PostgresDatabase database, IReadOnlyList<DecisionRecord> batch) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var (first, seed) = await connection.QuerySingleAsync<(long, long)>(
                "SELECT next_row, entity_seed FROM decisions_state FOR UPDATE", transaction: transaction);
            var gathered = new EntityRunBuilder();
            gathered.Begin(new EntityHash(seed));
            var row = first;
            await using (var rows = await CopyRows.BeginAsync(connection, PostgresDecisionCopy.FirstTarget, new ArrayBufferWriter<byte>()))
            {
                foreach (var record in batch)
                {
                    var s = record.Summary;
                    rows.Row(PostgresDecisionCopy.FirstColumns);
                    PostgresDecisionCopy.WriteFirst(rows, row, record);
                    gathered.Add(row++, s.Id, new RowEntities(s.Ip, s.Account, s.Session, s.Device, s.ApiKey));
                }

                await rows.CompleteAsync();
            }

            await AddRunAsync(connection, transaction, gathered);
            return await connection.ExecuteAsync("UPDATE decisions_state SET next_row = @row", new { row }, transaction);
        });

    private static async Task AddRunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, EntityRunBuilder gathered)
    {
        var number = await connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(max(run), 0) + 1 FROM decisions_entity_runs", transaction: transaction);
        var pages = new List<(long Key, byte[] Entries)>();
        var run = gathered.Write(number, (key, page) => pages.Add((key, page.ToArray())));
        await connection.ExecuteAsync(
            "INSERT INTO decisions_entity_pages VALUES (@Key, @Entries)", pages.Select(p => new { p.Key, p.Entries }), transaction);
        await connection.ExecuteAsync(
            """
            INSERT INTO decisions_entity_runs
            VALUES (@Number, 0, @Level, @FirstRow, @LastRow, @FirstMs, @LastMs, @LagMs, @Entries, 0, 0, 0)
            """,
            run,
            transaction);
    }
}
