using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>The ledger in SQLite.</summary>
public sealed class SqliteRestrictionLedger : IRestrictionLedger
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    /// <summary>Brings the tables up to date. The database stays the caller's to dispose.</summary>
    public SqliteRestrictionLedger(SqliteDatabase database, TimeProvider? time = null)
    {
        _database = database;
        _time = time ?? TimeProvider.System;
        database.Migrate(LedgerSchema.Area, LedgerSchema.Sqlite);
    }

    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT next_offset FROM restrictions_progress", cancellationToken: cancellationToken));
    }

    public Task ApplyAsync(
        IReadOnlyList<RestrictionChange> batch, long nextOffset, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                Write(connection, transaction, batch);
                return connection.Execute(
                    "UPDATE restrictions_progress SET next_offset = @nextOffset", new { nextOffset }, transaction);
            },
            cancellationToken);

    public Task TakeInAsync(IReadOnlyList<RestrictionChange> batch, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                Write(connection, transaction, batch);
                return batch.Count;
            },
            cancellationToken);

    public async Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await LedgerReads.FindAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await LedgerReads.ListAsync(connection, query, NowMs(), cancellationToken);
    }

    public async Task<IReadOnlyList<Restriction>> StandingAsync(
        long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await LedgerReads.StandingAsync(connection, timeMs, most, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await LedgerReads.CountStandingAsync(connection, NowMs(), cancellationToken);
    }

    public async Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = 0L;
        int deleted;
        do
        {
            deleted = await _database.WriteAsync(
                (connection, transaction) =>
                {
                    var ids = connection.Query<byte[]>(
                        LedgerWrites.Expired, new { beforeMs, batch = LedgerWrites.DeleteBatch }, transaction).AsList();
                    connection.Execute(LedgerWrites.Delete, ids.Select(id => new { id }), transaction);
                    return ids.Count;
                },
                cancellationToken);
            total += deleted;
        }
        while (deleted == LedgerWrites.DeleteBatch);

        return total;
    }

    private static void Write(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<RestrictionChange> batch)
    {
        foreach (var (issued, lifted) in batch)
        {
            if (issued is not null)
            {
                connection.Execute(LedgerWrites.Issue, LedgerWrites.Row(issued, static text => text), transaction);
            }

            if (lifted is not null)
            {
                connection.Execute(LedgerWrites.Lift, LedgerWrites.Row(lifted, static text => text), transaction);
            }
        }
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
