using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>
/// The ledger in PostgreSQL, for any number of gateways: each takes in its own log (the source) and all see all. A database
/// that is away makes every method fail; the caller tries again.
/// </summary>
public sealed class PostgresRestrictionLedger : IRestrictionLedger
{
    private readonly PostgresDatabase _database;
    private readonly PostgresProgress _progress;
    private readonly TimeProvider _time;

    /// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
    /// <param name="source">What names the log that is taken in: no two logs may share it.</param>
    /// <param name="time">The clock; null is the machine's.</param>
    public PostgresRestrictionLedger(PostgresDatabase database, string source, TimeProvider? time = null)
    {
        _database = database;
        _progress = new PostgresProgress(database, "restrictions", source);
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
    public async Task ApplyAsync(
        IReadOnlyList<RestrictionChange> batch, long nextOffset, CancellationToken cancellationToken = default)
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

    public async Task TakeInAsync(IReadOnlyList<RestrictionChange> batch, CancellationToken cancellationToken = default)
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

    public async Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await LedgerReads.FindAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        var asStored = query.Owner is { } owner ? query with { Owner = PostgresText.Of(owner) } : query;
        return await LedgerReads.ListAsync(connection, asStored, NowMs(), cancellationToken);
    }

    public async Task<IReadOnlyList<Restriction>> StandingAsync(
        long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await LedgerReads.StandingAsync(connection, timeMs, most, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await ReadAsync(cancellationToken);
        return await LedgerReads.CountStandingAsync(connection, NowMs(), cancellationToken);
    }

    public async Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        var total = 0L;
        int deleted;
        do
        {
            deleted = await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    var ids = (await connection.QueryAsync<byte[]>(
                        LedgerWrites.Expired + " FOR UPDATE SKIP LOCKED",
                        new { beforeMs, batch = LedgerWrites.DeleteBatch },
                        transaction)).AsList();
                    await ExecuteAsync(connection, transaction, LedgerWrites.Delete, ids.Select(id => new { id }), cancellationToken);
                    return ids.Count;
                },
                cancellationToken);
            total += deleted;
        }
        while (deleted == LedgerWrites.DeleteBatch);

        return total;
    }

    /// <summary>Rows in the order of their ids: two gateways that lock the same ones must not do so in opposite orders.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<RestrictionChange> batch,
        CancellationToken cancellationToken)
    {
        var issued = batch.Select(c => c.Issued).OfType<Restriction>().OrderBy(r => r.Id);
        var lifted = batch.Select(c => c.Lifted).OfType<RestrictionLift>().OrderBy(l => l.Restriction);
        await ExecuteAsync(
            connection, transaction, LedgerWrites.Issue, issued.Select(r => LedgerWrites.Row(r, PostgresText.Of)), cancellationToken);
        await ExecuteAsync(
            connection, transaction, LedgerWrites.Lift, lifted.Select(l => LedgerWrites.Row(l, PostgresText.Of)), cancellationToken);
    }

    private static Task<int> ExecuteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string sql,
        IEnumerable<object> rows,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, rows, transaction, cancellationToken: cancellationToken));

    private async ValueTask<NpgsqlConnection> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        return await _database.ReadAsync(cancellationToken);
    }

    private Task ReadyAsync(CancellationToken cancellationToken) =>
        _database.MigrateAsync(LedgerSchema.Area, LedgerSchema.Postgres, cancellationToken);

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
