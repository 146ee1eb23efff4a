using Dapper;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>The ledger in SQLite.</summary>
/// <param name="database">Its tables are brought up to date. Stays the caller's to dispose.</param>
/// <param name="time">The clock; null is the machine's.</param>
public sealed class SqliteRestrictionLedger(SqliteDatabase database, TimeProvider? time = null)
    : SqliteLedger<RestrictionChange>(database, LedgerSchema.Area, LedgerSchema.Sqlite, time), IRestrictionLedger
{
    public Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.FindAsync(connection, id, cancellationToken));

    public Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.ListAsync(connection, query, NowMs, cancellationToken));

    public Task<IReadOnlyList<Restriction>> StandingAsync(
        long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.StandingAsync(connection, timeMs, most, cancellationToken));

    public Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.CountStandingAsync(connection, NowMs, cancellationToken));

    public Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default) =>
        Database.DeleteInBatchesAsync(
            LedgerWrites.DeleteBatch,
            (connection, transaction) =>
            {
                var ids = connection.Query<byte[]>(
                    LedgerWrites.Expired, new { beforeMs, batch = LedgerWrites.DeleteBatch }, transaction).AsList();
                connection.Execute(LedgerWrites.Delete, ids.Select(id => new { id }), transaction);
                return ids.Count;
            },
            cancellationToken);

    private protected override IEnumerable<LedgerStatement> Statements(IReadOnlyList<RestrictionChange> batch) =>
        LedgerWrites.Statements(batch, static text => text);
}
