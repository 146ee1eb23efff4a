using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// The entity runs of decision records in PostgreSQL. Every method is part of the transaction that is open; those that change
/// anything want the state's lock (<see cref="PostgresDecisionWrites.LockAsync"/>).
/// </summary>
internal static class PostgresEntityRuns
{
    private const string Columns =
        "run AS Number, state::integer AS State, level::integer AS Level, first_row AS FirstRow, last_row AS LastRow, "
        + "first_ms AS FirstMs, last_ms AS LastMs, lag_ms AS LagMs, entries AS Entries, target AS Target, cursor AS Cursor, "
        + "last_entry AS LastEntry";

    /// <summary>Live runs in the order of their rows.</summary>
    public static async Task<IReadOnlyList<EntityRun>> LiveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        [.. await connection.QueryAsync<EntityRun>(
            $"SELECT {Columns} FROM decisions_entity_runs WHERE state = 0 ORDER BY first_row", transaction: transaction)];

    /// <summary>Stores a live run with its pages, and the ids of its rows.</summary>
    public static Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, EntityRun run, PostgresPageWriter pages, PostgresRowIds ids)
    {
        var parameters = new DynamicParameters(run);
        parameters.Add("keys", pages.Keys);
        parameters.Add("pages", pages.Pages);
        parameters.Add("firstRows", ids.FirstRows);
        parameters.Add("blocks", ids.Blocks);
        return connection.ExecuteAsync(
            $"""
            {PostgresPageWriter.Insert};
            INSERT INTO decisions_rows (first_row, ids) SELECT * FROM unnest(@firstRows, @blocks);
            {Insert}
            """,
            parameters,
            transaction);
    }

    /// <summary>
    /// Takes the work that runs leave behind a bounded step on: merging neighbours, removing pages of what was merged.
    /// </summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="pages">Most pages to write or remove.</param>
    public static async Task TendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int pages)
    {
        while (pages > 0)
        {
            var runs = (await connection.QueryAsync<EntityRun>(
                $"SELECT {Columns} FROM decisions_entity_runs ORDER BY first_row, run", transaction: transaction)).AsList();
            var (target, inputs) = await MergingAsync(connection, transaction, runs);
            if (target is not null)
            {
                pages -= await MergeAsync(connection, transaction, target, inputs, pages);
            }
            else if (runs.Exists(r => r.State == EntityRunState.Dropped))
            {
                pages -= await RemovePagesAsync(connection, transaction, pages);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>
    /// Lets go of runs whose rows are all gone: no decision is left of any time that they cover. Tending removes their pages.
    /// </summary>
    public static Task DropOldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) => connection.ExecuteAsync(
        $"""
        UPDATE decisions_entity_runs SET state = 2
        WHERE state = 0 AND target = 0 AND NOT EXISTS (
            SELECT FROM decisions WHERE {PostgresValues.IsMadeBetween("id", "first_ms", "last_ms")});
        DELETE FROM decisions_rows WHERE first_row + length(ids) / {Pseudonym.SizeInBytes} <= coalesce(
            (SELECT min(first_row) FROM decisions_entity_runs WHERE state <> 2), (SELECT next_row FROM decisions_state))
        """,
        transaction: transaction);

    private static async Task<(EntityRun? Target, IReadOnlyList<EntityRun> Inputs)> MergingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<EntityRun> runs)
    {
        if (runs.Find(r => r.State == EntityRunState.Building) is { } building)
        {
            return (building, runs.FindAll(r => r.State == EntityRunState.Live && r.Target == building.Number));
        }

        var chosen = MergePlan.Next(runs.FindAll(r => r.State == EntityRunState.Live));
        if (chosen.Count == 0)
        {
            return (null, []);
        }

        var target = EntityRun.Join(await NextNumberAsync(connection, transaction), chosen);
        await connection.ExecuteAsync(Insert, target, transaction);
        return (target, [.. chosen.Select(r => r with { Target = target.Number })]);
    }

    private static async Task<int> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, EntityRun target, IReadOnlyList<EntityRun> inputs, int pages)
    {
        var writer = new PostgresPageWriter();
        var reader = new PostgresPageReader(connection, transaction);
        await reader.LoadAsync(inputs);
        var merge = new RunMerge(target, inputs, reader.Read);
        var done = merge.Step(pages, writer.Add);
        var written = merge.Target.Entries - target.Entries;
        var after = merge.Stored(done).ToList();
        await writer.WriteAsync(connection, transaction);
        await connection.ExecuteAsync(
            """
            UPDATE decisions_entity_runs AS r
            SET state = n.state, entries = n.entries, target = n.target, cursor = n.cursor, last_entry = n.last_entry
            FROM unnest(@runs, @states, @entries, @targets, @cursors, @lastEntries)
                AS n (run, state, entries, target, cursor, last_entry)
            WHERE r.run = n.run
            """,
            new
            {
                runs = after.ConvertAll(r => r.Number).ToArray(),
                states = after.ConvertAll(r => (short)r.State).ToArray(),
                entries = after.ConvertAll(r => r.Entries).ToArray(),
                targets = after.ConvertAll(r => r.Target).ToArray(),
                cursors = after.ConvertAll(r => r.Cursor).ToArray(),
                lastEntries = after.ConvertAll(r => r.LastEntry).ToArray(),
            },
            transaction);
        return 1 + (int)(written / EntityPage.MostEntries);
    }

    private static async Task<int> RemovePagesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int pages) =>
        1 + await connection.ExecuteAsync(
            """
            DELETE FROM decisions_entity_pages WHERE key = ANY(ARRAY(
                SELECT p.key FROM decisions_entity_runs r CROSS JOIN LATERAL (
                    SELECT key FROM decisions_entity_pages
                    WHERE key BETWEEN r.run << 32 AND r.run << 32 | 4294967295 ORDER BY key LIMIT @pages) p
                WHERE r.state = 2 LIMIT @pages));
            DELETE FROM decisions_entity_runs r WHERE r.state = 2 AND NOT EXISTS (
                SELECT FROM decisions_entity_pages WHERE key BETWEEN r.run << 32 AND r.run << 32 | 4294967295)
            """,
            new { pages },
            transaction);

    private const string Insert =
        """
        INSERT INTO decisions_entity_runs
            (run, state, level, first_row, last_row, first_ms, last_ms, lag_ms, entries, target, cursor, last_entry)
        VALUES
            (@Number, @State, @Level, @FirstRow, @LastRow, @FirstMs, @LastMs, @LagMs, @Entries, @Target, @Cursor, @LastEntry)
        """;

    private static Task<long> NextNumberAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        connection.ExecuteScalarAsync<long>(
            "UPDATE decisions_state SET next_run = next_run + 1 RETURNING next_run - 1", transaction: transaction);
}
