using System.Data;
using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Audit.Records;

/// <summary>
/// Decision records in PostgreSQL, for any number of gateways: each takes in its own log (the source) and all see all. A
/// database that is away makes every method fail; the caller tries again.
/// </summary>
public sealed class PostgresDecisionRecords : IDecisionRecords, IDisposable
{
    private const int DeleteBatch = 2_000;

    /// <summary>As in <see cref="SqliteDecisionRecords"/>, and rarer where batches are small: each look is a commit.</summary>
    private const int RowsBetween = 65_536;
    private const int BatchesBetween = 32;
    private const int LeastPages = 128;
    private const int RowsPerPage = 16;

    private readonly PostgresDatabase _database;
    private readonly PostgresProgress _progress;
    private readonly PostgresDecisionWrites _writes;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _rowsSince;
    private int _batchesSince;

    /// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
    /// <param name="source">What names the log that is taken in: no two logs may share it.</param>
    public PostgresDecisionRecords(PostgresDatabase database, string source)
    {
        _database = database;
        _progress = new PostgresProgress(database, "decisions", source);
        _writes = new PostgresDecisionWrites(_progress);
    }

    /// <inheritdoc/>
    /// <exception cref="SourceTakenException">Another process has begun to take in the same log.</exception>
    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        return await _progress.ClaimAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SourceTakenException">Another process has begun to take in the same log.</exception>
    public async Task AppendAsync(
        IReadOnlyList<DecisionRecord> batch, long nextOffset, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        await _progress.EnsureClaimedAsync(cancellationToken);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _rowsSince += await AppendOnceAsync(batch, nextOffset, cancellationToken);
            if (_rowsSince >= RowsBetween || ++_batchesSince >= BatchesBetween)
            {
                // A transaction of its own, so that others who write get in between.
                var pages = (int)(LeastPages + _rowsSince / RowsPerPage);
                (_rowsSince, _batchesSince) = (0, 0);
                await TendAsync(pages, cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<DecisionRecord?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DecisionRow>(new CommandDefinition(
            $"SELECT {PostgresValues.Columns}, record AS Record FROM decisions WHERE id = @id",
            new { id = PostgresValues.Wide(id) },
            cancellationToken: cancellationToken));
        return row is null ? null : new DecisionRecord(row.ToSummary(), row.Record);
    }

    public async Task<IReadOnlyList<DecisionSummary>> QueryAsync(
        DecisionQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        query = PostgresValues.AsStored(query);
        if (query.Entity is { } entity)
        {
            // The runs and the rows that they lead to must be of one moment.
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return await new PostgresEntityQuery(connection, snapshot).RunAsync(query, entity);
        }

        var (where, parameters) = DecisionFilter.Of(query, static (high, low) => PostgresValues.Wide(high, low));
        var rows = await connection.QueryAsync<DecisionRow>(new CommandDefinition(
            $"SELECT {PostgresValues.Columns} FROM decisions {where} ORDER BY id DESC LIMIT @limit",
            parameters,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToSummary())];
    }

    public async Task<IReadOnlyList<ActionCount>> CountByActionAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketMs);
        await using var connection = await ReadAsync(cancellationToken);
        var (first, last) = await IdsAsync(connection, fromMs, toMs, cancellationToken);
        var rows = await connection.QueryAsync<(long Bucket, long Action, long Count)>(new CommandDefinition(
            """
            SELECT @fromMs + (time_ms - @fromMs) / @bucketMs * @bucketMs, action::bigint, count(*) FROM decisions
            WHERE id >= @first AND id < @last AND time_ms >= @fromMs AND time_ms < @toMs GROUP BY 1, 2 ORDER BY 1, 2
            """,
            new { fromMs, toMs, bucketMs, first, last },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new ActionCount(row.Bucket, (ActionKind)row.Action, row.Count))];
    }

    public async Task<IReadOnlyList<(long BucketMs, long Count)>> CountShadowDiffersAsync(
        long fromMs, long toMs, long bucketMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bucketMs);
        await using var connection = await ReadAsync(cancellationToken);
        var (first, last) = await IdsAsync(connection, fromMs, toMs, cancellationToken);
        var rows = await connection.QueryAsync<(long Bucket, long Count)>(new CommandDefinition(
            """
            SELECT @fromMs + (time_ms - @fromMs) / @bucketMs * @bucketMs, count(*) FROM decisions
            WHERE (action > 0 OR shadow_action > 0 OR threat > 0) AND shadow_action <> action
                AND id >= @first AND id < @last AND time_ms >= @fromMs AND time_ms < @toMs GROUP BY 1 ORDER BY 1
            """,
            new { fromMs, toMs, bucketMs, first, last },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task<DecisionTotals> TotalsAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        var counts = (await connection.QueryAsync<(long Action, long Count, long Oldest, long Newest)>(new CommandDefinition(
            "SELECT action::bigint, count(*), min(time_ms), max(time_ms) FROM decisions GROUP BY action",
            cancellationToken: cancellationToken))).AsList();
        var byAction = counts.ToDictionary(row => (ActionKind)row.Action, row => row.Count);
        return new DecisionTotals(
            byAction.Values.Sum(),
            ActionKinds.All.ToDictionary(a => a, a => byAction.GetValueOrDefault(a)),
            counts.Count == 0 ? null : counts.Min(row => row.Oldest),
            counts.Count == 0 ? null : counts.Max(row => row.Newest));
    }

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        var total = await _database.DeleteInBatchesAsync(
            DeleteBatch,
            (connection, transaction) => PostgresDecisionWrites.DeleteBeforeAsync(connection, transaction, beforeMs, DeleteBatch),
            cancellationToken);
        if (total > 0)
        {
            await _database.WriteUnboundedAsync(
                async (connection, transaction) =>
                {
                    await PostgresDecisionWrites.LockAsync(connection, transaction, cancellationToken);
                    await PostgresEntityRuns.DropOldAsync(connection, transaction);
                    return 0;
                },
                cancellationToken);
        }

        return total;
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>
    /// Decisions come once, so looking for each would be time for nothing; where one came again after all, the server says so
    /// and the batch goes another time, with a look.
    /// </summary>
    private async Task<long> AppendOnceAsync(
        IReadOnlyList<DecisionRecord> batch, long nextOffset, CancellationToken cancellationToken)
    {
        try
        {
            return await AppendAsync(batch, nextOffset, careful: false, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await AppendAsync(batch, nextOffset, careful: true, cancellationToken);
        }
    }

    private Task<long> AppendAsync(
        IReadOnlyList<DecisionRecord> batch, long nextOffset, bool careful, CancellationToken cancellationToken) =>
        _database.WriteUnboundedAsync(
            (connection, transaction) => _writes.AppendAsync(connection, transaction, batch, nextOffset, careful, cancellationToken),
            cancellationToken);

    private Task<int> TendAsync(int pages, CancellationToken cancellationToken) => _database.WriteUnboundedAsync(
        async (connection, transaction) =>
        {
            await PostgresDecisionWrites.LockAsync(connection, transaction, cancellationToken);
            await PostgresEntityRuns.TendAsync(connection, transaction, pages);
            return 0;
        },
        cancellationToken);

    private static async Task<(Guid First, Guid Last)> IdsAsync(
        NpgsqlConnection connection, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var state = await connection.QuerySingleAsync<PostgresDecisionState>(
            new CommandDefinition(PostgresDecisionState.Select, cancellationToken: cancellationToken));
        return (state.FirstIdAt(fromMs), state.IdAfter(toMs));
    }

    private async ValueTask<NpgsqlConnection> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await _database.ReadAsync(cancellationToken);
    }

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        _database.MigrateAsync(PostgresDecisionSchema.Area, PostgresDecisionSchema.Migrations, cancellationToken);
}
