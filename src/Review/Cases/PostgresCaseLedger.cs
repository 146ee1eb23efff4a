using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Review.Cases;

/// <summary>
/// Cases and snoozes in PostgreSQL, for any number of gateways: each takes in its own log (the source) and all see all. A
/// database that is away makes every method fail; the caller tries again.
/// </summary>
public sealed class PostgresCaseLedger : ICaseLedger
{
    private readonly PostgresDatabase _database;
    private readonly PostgresProgress _progress;
    private readonly TimeProvider _time;

    /// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
    /// <param name="source">What names the log that is taken in: no two logs may share it.</param>
    /// <param name="time">The clock; null is the machine's.</param>
    public PostgresCaseLedger(PostgresDatabase database, string source, TimeProvider? time = null)
    {
        _database = database;
        _progress = new PostgresProgress(database, "cases", source);
        _time = time ?? TimeProvider.System;
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
    public async Task ApplyAsync(IReadOnlyList<ReviewChange> batch, long nextOffset, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        await _progress.EnsureClaimedAsync(cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await WriteAsync(connection, transaction, batch, cancellationToken);
                await _progress.AdvanceAsync(connection, transaction, nextOffset, cancellationToken);
                return 0;
            },
            cancellationToken);
    }

    public async Task TakeInAsync(IReadOnlyList<ReviewChange> batch, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await WriteAsync(connection, transaction, batch, cancellationToken);
                return 0;
            },
            cancellationToken);
    }

    public async Task<Case?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await CaseReads.FindAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        var asStored = query.Policy is { } policy ? query with { Policy = PostgresText.Of(policy) } : query;
        return await CaseReads.ListAsync(connection, asStored, cancellationToken);
    }

    public async Task<long> CountOpenAsync(CaseOrigin? origin = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await CaseReads.CountOpenAsync(connection, origin, cancellationToken);
    }

    public async Task<Snooze?> FindSnoozeAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await CaseReads.FindSnoozeAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Snooze>> ListAsync(SnoozeQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        var asStored = query.Policy is { } policy ? query with { Policy = PostgresText.Of(policy) } : query;
        return await CaseReads.ListAsync(connection, asStored, _time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
    }

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        var total = 0L;
        foreach (var sql in new[] { CaseWrites.DeleteCases, CaseWrites.DeleteSnoozes })
        {
            int deleted;
            do
            {
                // What another gateway is deleting at this moment is left to it.
                deleted = await _database.WriteAsync(
                    async (connection, transaction) => await connection.ExecuteAsync(new CommandDefinition(
                        sql.Replace("LIMIT @batch", "LIMIT @batch FOR UPDATE SKIP LOCKED", StringComparison.Ordinal),
                        new { beforeMs, batch = CaseWrites.DeleteBatch },
                        transaction,
                        cancellationToken: cancellationToken)),
                    cancellationToken);
                total += deleted;
            }
            while (deleted == CaseWrites.DeleteBatch);
        }

        return total;
    }

    /// <summary>Rows in the order of their ids: two gateways that lock the same ones must not do so in opposite orders.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ReviewChange> batch, CancellationToken cancellationToken)
    {
        var cases = batch.Select(c => c.Case).OfType<Case>().OrderBy(c => c.Id).Select(c => CaseWrites.Row(c, PostgresText.Of));
        var snoozes = batch.Select(c => c.Snooze).OfType<Snooze>().OrderBy(s => s.Id).Select(s => CaseWrites.Row(s, PostgresText.Of));
        await connection.ExecuteAsync(new CommandDefinition(CaseWrites.Case, cases, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(CaseWrites.Snooze, snoozes, transaction, cancellationToken: cancellationToken));
    }

    private async ValueTask<NpgsqlConnection> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await _database.ReadAsync(cancellationToken);
    }

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        _database.MigrateAsync(CaseSchema.Area, CaseSchema.Postgres, cancellationToken);
}
