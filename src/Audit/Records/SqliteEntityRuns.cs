using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Records;

/// <summary>The entity runs of decision records in SQLite. Every method is part of the transaction that is open.</summary>
internal static class SqliteEntityRuns
{
    private const string Columns =
        "run AS Number, state AS State, level AS Level, first_row AS FirstRow, last_row AS LastRow, first_ms AS FirstMs, "
        + "last_ms AS LastMs, lag_ms AS LagMs, entries AS Entries, target AS Target, cursor AS Cursor, last_entry AS LastEntry";

    /// <summary>Live runs in the order of their rows.</summary>
    public static async Task<IReadOnlyList<EntityRun>> LiveAsync(SqliteConnection connection, SqliteTransaction transaction) =>
        [.. await connection.QueryAsync<EntityRun>(
            $"SELECT {Columns} FROM decisions_entity_runs WHERE state = 0 ORDER BY first_row", transaction: transaction)];

    /// <summary>Stores what was gathered as a live run.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, EntityRunBuilder gathered)
    {
        using var pages = new PageInsert(connection);
        Add(connection, transaction, gathered.Write(NextNumber(connection, transaction), pages.Run));
    }

    /// <summary>
    /// Takes the work that runs leave behind a bounded step on: merging neighbours, removing pages of what was merged.
    /// </summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="pages">Most pages to write or remove.</param>
    public static void Tend(SqliteConnection connection, SqliteTransaction transaction, int pages)
    {
        while (pages > 0)
        {
            var runs = connection.Query<EntityRun>(
                $"SELECT {Columns} FROM decisions_entity_runs ORDER BY first_row, run", transaction: transaction).AsList();
            var (target, inputs) = Merging(connection, transaction, runs);
            if (target is not null)
            {
                pages -= Merge(connection, transaction, target, inputs, pages);
            }
            else if (runs.Find(r => r.State == EntityRunState.Dropped) is { } dropped)
            {
                pages -= RemovePages(connection, transaction, dropped.Number, pages);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Lets go of runs whose rows are all older than the oldest there is; <see cref="Tend"/> removes their pages.</summary>
    public static void DropOld(SqliteConnection connection, SqliteTransaction transaction) => connection.Execute(
        """
        UPDATE decisions_entity_runs SET state = 2
        WHERE state = 0 AND target = 0 AND last_row < coalesce(
            (SELECT min(rowid) FROM decisions), (SELECT next_row FROM decisions_progress))
        """,
        transaction: transaction);

    private static (EntityRun? Target, IReadOnlyList<EntityRun> Inputs) Merging(
        SqliteConnection connection, SqliteTransaction transaction, List<EntityRun> runs)
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

        var target = EntityRun.Join(NextNumber(connection, transaction), chosen);
        Add(connection, transaction, target);
        return (target, [.. chosen.Select(r => r with { Target = target.Number })]);
    }

    private static int Merge(
        SqliteConnection connection, SqliteTransaction transaction, EntityRun target, IReadOnlyList<EntityRun> inputs, int pages)
    {
        using var insert = new PageInsert(connection);
        using var select = new SqliteStatement(
            connection, "SELECT key, entries FROM decisions_entity_pages WHERE key BETWEEN ? AND ? ORDER BY key LIMIT 1");
        var merge = new RunMerge(target, inputs, ReadPage);
        var done = merge.Step(pages, insert.Run);
        var written = merge.Target.Entries - target.Entries;
        connection.Execute(
            """
            UPDATE decisions_entity_runs
            SET state = @State, entries = @Entries, target = @Target, cursor = @Cursor, last_entry = @LastEntry WHERE run = @Number
            """,
            merge.Stored(done),
            transaction);
        return 1 + (int)(written / EntityPage.MostEntries);

        int ReadPage(long least, long most, Span<ulong> entries, out long key)
        {
            select.Bind(1, least);
            select.Bind(2, most);
            try
            {
                key = 0;
                if (!select.Read())
                {
                    return 0;
                }

                key = select.Int64(0);
                return EntityPage.Read(select.Blob(1), entries);
            }
            finally
            {
                select.Reset();
            }
        }
    }

    private static int RemovePages(SqliteConnection connection, SqliteTransaction transaction, long run, int pages)
    {
        var (least, most) = EntityPage.KeysOf(run);
        var removed = connection.Execute(
            """
            DELETE FROM decisions_entity_pages WHERE key IN
                (SELECT key FROM decisions_entity_pages WHERE key BETWEEN @least AND @most ORDER BY key LIMIT @pages)
            """,
            new { least, most, pages },
            transaction);
        if (removed < pages)
        {
            connection.Execute("DELETE FROM decisions_entity_runs WHERE run = @run", new { run }, transaction);
        }

        return removed + 1;
    }

    private static void Add(SqliteConnection connection, SqliteTransaction transaction, EntityRun run) => connection.Execute(
        """
        INSERT INTO decisions_entity_runs
            (run, state, level, first_row, last_row, first_ms, last_ms, lag_ms, entries, target, cursor, last_entry)
        VALUES
            (@Number, @State, @Level, @FirstRow, @LastRow, @FirstMs, @LastMs, @LagMs, @Entries, @Target, @Cursor, @LastEntry)
        """,
        run,
        transaction);

    private static long NextNumber(SqliteConnection connection, SqliteTransaction transaction) => connection.ExecuteScalar<long>(
        "SELECT coalesce(max(run), 0) + 1 FROM decisions_entity_runs", transaction: transaction);

    private sealed class PageInsert(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteStatement _statement =
            new(connection, "INSERT INTO decisions_entity_pages (key, entries) VALUES (?, ?)");

        public void Run(long key, ReadOnlySpan<byte> page)
        {
            _statement.Bind(1, key);
            _statement.Bind(2, page);
            _statement.Run();
        }

        public void Dispose() => _statement.Dispose();
    }
}
