using System.Data.Common;
using Dapper;
using SecurityDecisioning.Audit.Migrations;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Review.Ledgers;

/// <summary>What every ledger in SQLite does alike; the offset is in the area's table of progress.</summary>
public abstract class SqliteLedger<TChange> : ILedger<TChange>
{
    private readonly string _area;
    private readonly TimeProvider _time;

    /// <summary>Brings the tables up to date. The database stays the caller's to dispose.</summary>
    private protected SqliteLedger(SqliteDatabase database, string area, IReadOnlyList<Migration> migrations, TimeProvider? time)
    {
        Database = database;
        _area = area;
        _time = time ?? TimeProvider.System;
        database.Migrate(area, migrations);
    }

    private protected SqliteDatabase Database { get; }

    private protected long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public Task<long> NextOffsetAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT next_offset FROM {_area}_progress", cancellationToken: cancellationToken)));

    /// <inheritdoc/>
    public Task ApplyAsync(IReadOnlyList<TChange> batch, long nextOffset, CancellationToken cancellationToken = default) =>
        WriteAsync(batch, new($"UPDATE {_area}_progress SET next_offset = @nextOffset", [new { nextOffset }]), cancellationToken);

    /// <inheritdoc/>
    public Task TakeInAsync(IReadOnlyList<TChange> batch, CancellationToken cancellationToken = default) =>
        WriteAsync(batch, null, cancellationToken);

    /// <summary>What stores <paramref name="batch"/>.</summary>
    private protected abstract IEnumerable<LedgerStatement> Statements(IReadOnlyList<TChange> batch);

    private protected async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        await using var connection = Database.Read();
        return await read(connection);
    }

    private Task<int> WriteAsync(IReadOnlyList<TChange> batch, LedgerStatement? last, CancellationToken cancellationToken) =>
        Database.WriteAsync(
            (connection, transaction) =>
            {
                foreach (var (sql, rows) in last is { } more ? Statements(batch).Append(more) : Statements(batch))
                {
                    connection.Execute(sql, rows, transaction);
                }

                return batch.Count;
            },
            cancellationToken);
}
