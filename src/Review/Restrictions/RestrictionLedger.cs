using Dapper;
using SecurityDecisioning.Audit.Sqlite;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>
/// Every restriction there is and was: a projection of the restrictions topic. Taking in a record twice, or a lift before its
/// restriction, changes nothing about the result. Nothing else writes here: a person's word takes the way through the log
/// (<see cref="RestrictionDesk"/>).
/// </summary>
public sealed class RestrictionLedger
{
    private const int DeleteBatch = 500;

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    /// <summary>Brings the tables up to date. The database stays the caller's to dispose.</summary>
    public RestrictionLedger(SqliteDatabase database, TimeProvider? time = null)
    {
        _database = database;
        _time = time ?? TimeProvider.System;
        database.Migrate(LedgerSchema.Area, LedgerSchema.Migrations);
    }

    /// <summary>Log offset of the first record not yet taken in.</summary>
    public async Task<long> NextOffsetAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT next_offset FROM restrictions_progress", cancellationToken: cancellationToken));
    }

    /// <summary>Takes in a batch and <paramref name="nextOffset"/> in one transaction.</summary>
    public Task ApplyAsync(
        IReadOnlyList<RestrictionChange> batch, long nextOffset, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                foreach (var change in batch)
                {
                    LedgerWrites.Apply(connection, transaction, change);
                }

                return connection.Execute(
                    "UPDATE restrictions_progress SET next_offset = @nextOffset", new { nextOffset }, transaction);
            },
            cancellationToken);

    /// <summary>The restriction called <paramref name="id"/>, or null.</summary>
    public async Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        var row = await connection.QuerySingleOrDefaultAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} WHERE r.id = @id",
            new { id = LedgerRow.Bytes(id.High, id.Low) },
            cancellationToken: cancellationToken));
        return row?.ToEntry();
    }

    /// <summary>Restrictions that match, newest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default)
    {
        var (where, parameters) = LedgerFilter.Of(query, NowMs());
        await using var connection = _database.Read();
        var rows = await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} {where} ORDER BY r.id DESC LIMIT @limit", parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>
    /// What stands at <paramref name="timeMs"/>, those that last longest first, at most <paramref name="most"/>: what a starting
    /// engine loads.
    /// </summary>
    public async Task<IReadOnlyList<Restriction>> StandingAsync(
        long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        var rows = await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} WHERE r.until_ms > @timeMs AND r.from_ms <= @timeMs AND l.id IS NULL ORDER BY r.until_ms DESC LIMIT @most",
            new { timeMs, most },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry().Restriction)];
    }

    /// <summary>How many stand now, by action; every action but allow has an entry.</summary>
    public async Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = _database.Read();
        var counts = (await connection.QueryAsync<(long Action, long Count)>(new CommandDefinition(
            """
            SELECT r.action, count(*) FROM restrictions r LEFT JOIN restriction_lifts l ON l.id = r.id
            WHERE r.until_ms > @now AND r.from_ms <= @now AND l.id IS NULL GROUP BY r.action
            """,
            new { now = NowMs() },
            cancellationToken: cancellationToken))).ToDictionary(row => (ActionKind)row.Action, row => row.Count);
        return ActionKinds.All.Skip(1).ToDictionary(a => a, a => counts.GetValueOrDefault(a));
    }

    /// <summary>
    /// Removes what ran out before <paramref name="beforeMs"/>, with its lifts, in small transactions; returns how many.
    /// </summary>
    public async Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = 0L;
        int deleted;
        do
        {
            deleted = await _database.WriteAsync(
                (connection, transaction) => LedgerWrites.DeleteExpired(connection, transaction, beforeMs, DeleteBatch),
                cancellationToken);
            total += deleted;
        }
        while (deleted == DeleteBatch);

        return total;
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
