using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Review.Cases;

/// <summary>Cases and snoozes in SQLite.</summary>
public sealed class SqliteCaseLedger : ICaseLedger
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    /// <summary>Brings the tables up to date. The database stays the caller's to dispose.</summary>
    public SqliteCaseLedger(SqliteDatabase database, TimeProvider? time = null)
    {
        _database = database;
        _time = time ?? TimeProvider.System;
        database.Migrate(CaseSchema.Area, CaseSchema.Sqlite);
    }

    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT next_offset FROM cases_progress", cancellationToken: cancellationToken));
    }

    public Task ApplyAsync(IReadOnlyList<ReviewChange> batch, long nextOffset, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                Write(connection, transaction, batch);
                return connection.Execute("UPDATE cases_progress SET next_offset = @nextOffset", new { nextOffset }, transaction);
            },
            cancellationToken);

    public Task TakeInAsync(IReadOnlyList<ReviewChange> batch, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                Write(connection, transaction, batch);
                return batch.Count;
            },
            cancellationToken);

    public async Task<Case?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await CaseReads.FindAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await CaseReads.ListAsync(connection, query, cancellationToken);
    }

    public async Task<long> CountOpenAsync(CaseOrigin? origin = null, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await CaseReads.CountOpenAsync(connection, origin, cancellationToken);
    }

    public async Task<Snooze?> FindSnoozeAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await CaseReads.FindSnoozeAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Snooze>> ListAsync(SnoozeQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await CaseReads.ListAsync(connection, query, _time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
    }

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = 0L;
        foreach (var sql in new[] { CaseWrites.DeleteCases, CaseWrites.DeleteSnoozes })
        {
            int deleted;
            do
            {
                deleted = await _database.WriteAsync(
                    (connection, transaction) =>
                        connection.Execute(sql, new { beforeMs, batch = CaseWrites.DeleteBatch }, transaction),
                    cancellationToken);
                total += deleted;
            }
            while (deleted == CaseWrites.DeleteBatch);
        }

        return total;
    }

    private static void Write(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<ReviewChange> batch)
    {
        foreach (var (item, snooze) in batch)
        {
            if (item is not null)
            {
                connection.Execute(CaseWrites.Case, CaseWrites.Row(item, static text => text), transaction);
            }

            if (snooze is not null)
            {
                connection.Execute(CaseWrites.Snooze, CaseWrites.Row(snooze, static text => text), transaction);
            }
        }
    }
}
