using System.Data.Common;
using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.Migrations;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Review.Ledgers;

/// <summary>
/// What every ledger in PostgreSQL does alike, for any number of gateways: each takes in its own log (the source) and all see
/// all. A database that is away makes every method fail; the caller tries again.
/// </summary>
public abstract class PostgresLedger<TChange> : ILedger<TChange>
{
    private readonly PostgresDatabase _database;
    private readonly PostgresProgress _progress;
    private readonly string _area;
    private readonly IReadOnlyList<Migration> _migrations;
    private readonly TimeProvider _time;

    /// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
    /// <param name="area">What names the tables' migrations and the topic's progress.</param>
    /// <param name="migrations">Of the tables; brought in before the first use.</param>
    /// <param name="source">What names the log that is taken in: no two logs may share it.</param>
    /// <param name="time">The clock; null is the machine's.</param>
    private protected PostgresLedger(
        PostgresDatabase database, string area, IReadOnlyList<Migration> migrations, string source, TimeProvider? time)
    {
        _database = database;
        _progress = new PostgresProgress(database, area, source);
        _area = area;
        _migrations = migrations;
        _time = time ?? TimeProvider.System;
    }

    private protected long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    /// <exception cref="SourceTakenException">Another process has begun to take in the same log.</exception>
    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        return await _progress.ClaimAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SourceTakenException">Another process has begun to take in the same log.</exception>
    public async Task ApplyAsync(IReadOnlyList<TChange> batch, long nextOffset, CancellationToken cancellationToken = default)
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

    /// <inheritdoc/>
    public async Task TakeInAsync(IReadOnlyList<TChange> batch, CancellationToken cancellationToken = default)
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

    /// <summary>
    /// What stores <paramref name="batch"/>; each statement's rows in the order of their ids: two gateways that lock the same ones
    /// must not do so in opposite orders.
    /// </summary>
    private protected abstract IEnumerable<LedgerStatement> Statements(IReadOnlyList<TChange> batch);

    private protected async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        await using var connection = await _database.ReadAsync(cancellationToken);
        return await read(connection);
    }

    /// <inheritdoc cref="PostgresDatabase.DeleteInBatchesAsync"/>
    private protected async Task<long> DeleteInBatchesAsync(
        int batch, Func<NpgsqlConnection, NpgsqlTransaction, Task<int>> delete, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await _database.DeleteInBatchesAsync(batch, delete, cancellationToken);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<TChange> batch, CancellationToken cancellationToken)
    {
        foreach (var (sql, rows) in Statements(batch))
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, rows, transaction, cancellationToken: cancellationToken));
        }
    }

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        _database.MigrateAsync(_area, _migrations, cancellationToken);
}
