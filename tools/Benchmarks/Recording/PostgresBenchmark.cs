using System.Diagnostics;
using Dapper;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>
/// Decisions of simulated traffic into PostgreSQL, beside raw COPY of the same rows by the same writer into tables that are
/// bare; in turns, in one run, one transaction per batch, each turn into new tables.
/// </summary>
internal static class PostgresBenchmark
{
    /// <summary>Environment variable with a connection string to an empty database; without it this part is left out.</summary>
    public const string Database = "SD_BENCH_POSTGRES";

    private const string DropAll = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT";

    public static async Task<PostgresFigures> RunAsync(string root, string connectionString, int decisions, int rounds)
    {
        var records = RecordsBenchmark.Encoded(root, decisions);
        var turns = new List<PostgresTurn>();
        var (version, search) = ("", 0.0);
        for (var i = 0; i <= rounds; i++)
        {
            foreach (var batch in new[] { RecordsBenchmark.LargeBatch, RecordsBenchmark.SmallBatch })
            {
                var heap = await MeasuredAsync(connectionString, records, batch, database => BareAsync(database, ""));
                var keyed = await MeasuredAsync(connectionString, records, batch, database => BareAsync(database, "UNIQUE"));
                var taken = await MeasuredAsync(connectionString, records, batch, TakenAsync);
                if (i > 0)
                {
                    turns.Add(new PostgresTurn(batch, heap, keyed, taken));
                }
            }
        }

        await using (var database = new PostgresDatabase(connectionString))
        {
            search = await RecordsBenchmark.SearchAsync(new PostgresDecisionRecords(database, "search"), records);
            await using var connection = await database.ReadAsync();
            version = connection.PostgreSqlVersion.ToString();
        }

        return new PostgresFigures(version, records.Length, records.Average(r => r.Length), turns, search);
    }

    private static async Task<Func<DecisionRecord[], long, Task>> BareAsync(PostgresDatabase database, string constraint)
    {
        await using var connection = await database.ReadAsync();
        await connection.ExecuteAsync(BareCopy.Table(constraint));
        var bare = new BareCopy();
        return (rows, _) => database.WriteAsync((writer, _) => bare.AppendAsync(writer, rows));
    }

    private static async Task<Func<DecisionRecord[], long, Task>> TakenAsync(PostgresDatabase database)
    {
        var store = new PostgresDecisionRecords(database, "benchmark");
        await store.NextOffsetAsync();
        return (rows, offset) => store.AppendAsync(rows, offset);
    }

    /// <summary>Only the appending is timed; records are read beforehand, batch by batch.</summary>
    private static async Task<RecordsCost> MeasuredAsync(
        string connectionString, byte[][] records, int size, Func<PostgresDatabase, Task<Func<DecisionRecord[], long, Task>>> open)
    {
        await using var database = new PostgresDatabase(connectionString);
        await using (var connection = await database.ReadAsync())
        {
            await connection.ExecuteAsync(DropAll);
        }

        var append = await open(database);
        var server = await BackendTime.OfAsync(database);
        var (clock, processor, rows) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        GC.Collect();
        foreach (var batch in RecordsBenchmark.Batches(records, size))
        {
            var (used, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            await append(batch, rows += batch.Length);
            clock += Stopwatch.GetElapsedTime(started);
            processor += Environment.CpuUsage.TotalTime - used;
        }

        server = await BackendTime.OfAsync(database) - server;
        await using var reader = await database.ReadAsync();
        var bytes = await reader.ExecuteScalarAsync<long>(
            "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
        return new RecordsCost(
            rows / clock.TotalSeconds, processor.TotalMicroseconds / rows, bytes / rows, server.TotalMicroseconds / rows);
    }
}
