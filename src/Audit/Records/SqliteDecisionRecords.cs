using Dapper;
using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Audit.Records;

/// <summary>Decision records in SQLite.</summary>
public sealed class SqliteDecisionRecords : IDecisionRecords
{
    private const int DeleteBatch = 500;

    /// <summary>
    /// Entity runs are tended to after so many rows, or batches where they are small: looking for what there is to do costs as
    /// much as a small batch.
    /// </summary>
    private const int RowsBetween = 1_024;
    private const int BatchesBetween = 16;

    /// <summary>
    /// Pages of entity runs that are then written anew or removed: more than those batches leave to do on average, so that it
    /// never piles up, and little enough that the next one does not wait for it.
    /// </summary>
    private const int LeastPages = 64;
    private const int RowsPerPage = 16;

    private readonly SqliteDatabase _database;
    private readonly SqliteDecisionWrites _writes = new();
    private long _rowsSince;
    private int _batchesSince;

    /// <summary>Brings the tables up to date. The database stays the caller's to dispose.</summary>
    public SqliteDecisionRecords(SqliteDatabase database)
    {
        _database = database;
        database.Migrate(DecisionSchema.Area, DecisionSchema.Migrations);
    }

    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT next_offset FROM decisions_progress", cancellationToken: cancellationToken));
    }

    public async Task AppendAsync(
        IReadOnlyList<DecisionRecord> batch, long nextOffset, CancellationToken cancellationToken = default)
    {
        var rows = await _database.WriteAsync(
            (connection, transaction) => _writes.Append(connection, transaction, batch, nextOffset), cancellationToken);
        rows = Interlocked.Add(ref _rowsSince, rows);
        if (rows < RowsBetween && Interlocked.Increment(ref _batchesSince) < BatchesBetween)
        {
            return;
        }

        // A transaction of its own, so that others who write get in between; short, so not worth giving up half-way.
        Interlocked.Exchange(ref _rowsSince, 0);
        Interlocked.Exchange(ref _batchesSince, 0);
        await TendAsync((int)(LeastPages + rows / RowsPerPage), CancellationToken.None);
    }

    public async Task<DecisionRecord?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        var row = await connection.QuerySingleOrDefaultAsync<DecisionRow>(new CommandDefinition(
            $"SELECT {DecisionRow.Columns}, record AS Record FROM decisions WHERE id = @id",
            new { id = WideBytes.Of(id) },
            cancellationToken: cancellationToken));
        return row is null ? null : new DecisionRecord(row.ToSummary(), row.Record);
    }

    public async Task<IReadOnlyList<DecisionSummary>> QueryAsync(
        DecisionQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        if (query.Entity is { } entity)
        {
            // The runs and the rows that they lead to must be of one moment.
            await using var snapshot = connection.BeginTransaction(deferred: true);
            return await new SqliteEntityQuery(connection, snapshot).RunAsync(query, entity);
        }

        var (where, parameters) = DecisionFilter.Of(query);
        var index = query.Tag is not null ? "INDEXED BY decisions_tagged"
            : DecisionFilter.IsNotable(query) ? "INDEXED BY decisions_notable" : "";
        var rows = await connection.QueryAsync<DecisionRow>(new CommandDefinition(
            $"SELECT {DecisionRow.Columns} FROM decisions {index} {where} ORDER BY id DESC LIMIT @limit",
            parameters,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToSummary())];
    }

    public async Task<IReadOnlyList<ActionCount>> CountByActionAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketMs);
        await using var connection = _database.Read();
        var rows = await connection.QueryAsync<(long Bucket, long Action, long Count)>(new CommandDefinition(
            """
            SELECT @fromMs + (time_ms - @fromMs) / @bucketMs * @bucketMs, action, count(*) FROM decisions
            WHERE time_ms >= @fromMs AND time_ms < @toMs GROUP BY 1, 2 ORDER BY 1, 2
            """,
            new { fromMs, toMs, bucketMs },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new ActionCount(row.Bucket, (ActionKind)row.Action, row.Count))];
    }

    public async Task<IReadOnlyList<(long BucketMs, long Count)>> CountShadowDiffersAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketMs);
        await using var connection = _database.Read();
        var rows = await connection.QueryAsync<(long Bucket, long Count)>(new CommandDefinition(
            """
            SELECT @fromMs + (time_ms - @fromMs) / @bucketMs * @bucketMs, count(*) FROM decisions
            WHERE shadow_action <> action AND time_ms >= @fromMs AND time_ms < @toMs GROUP BY 1 ORDER BY 1
            """,
            new { fromMs, toMs, bucketMs },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task<DecisionTotals> TotalsAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        var counts = (await connection.QueryAsync<(long Action, long Count)>(new CommandDefinition(
            "SELECT action, count(*) FROM decisions GROUP BY action", cancellationToken: cancellationToken)))
            .ToDictionary(row => (ActionKind)row.Action, row => row.Count);
        var (oldest, newest) = await connection.QuerySingleAsync<(long?, long?)>(new CommandDefinition(
            "SELECT (SELECT min(time_ms) FROM decisions), (SELECT max(time_ms) FROM decisions)",
            cancellationToken: cancellationToken));
        return new DecisionTotals(
            counts.Values.Sum(), ActionKinds.All.ToDictionary(a => a, a => counts.GetValueOrDefault(a)), oldest, newest);
    }

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = await _database.DeleteInBatchesAsync(
            DeleteBatch,
            (connection, transaction) => SqliteDecisionWrites.DeleteBefore(connection, transaction, beforeMs, DeleteBatch),
            cancellationToken);
        if (total > 0)
        {
            await _database.WriteAsync(
                (connection, transaction) =>
                {
                    SqliteEntityRuns.DropOld(connection, transaction);
                    return 0;
                },
                cancellationToken);
        }

        return total;
    }

    private Task<int> TendAsync(int pages, CancellationToken cancellationToken) => _database.WriteAsync(
        (connection, transaction) =>
        {
            _writes.IndexOld(connection, transaction);
            SqliteEntityRuns.Tend(connection, transaction, pages);
            return 0;
        },
        cancellationToken);
}
