using Dapper;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Cases;

/// <summary>Cases and snoozes in SQLite.</summary>
/// <param name="database">Its tables are brought up to date. Stays the caller's to dispose.</param>
/// <param name="time">The clock; null is the machine's.</param>
public sealed class SqliteCaseLedger(SqliteDatabase database, TimeProvider? time = null)
    : SqliteLedger<ReviewChange>(database, CaseSchema.Area, CaseSchema.Sqlite, time), ICaseLedger
{
    public Task<Case?> FindAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.FindAsync(connection, id, cancellationToken));

    public Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.ListAsync(connection, query, cancellationToken));

    public Task<long> CountOpenAsync(CaseOrigin? origin = null, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.CountOpenAsync(connection, origin, cancellationToken));

    public Task<Snooze?> FindSnoozeAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.FindSnoozeAsync(connection, id, cancellationToken));

    public Task<IReadOnlyList<Snooze>> ListAsync(SnoozeQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.ListAsync(connection, query, NowMs, cancellationToken));

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = 0L;
        foreach (var sql in CaseWrites.Deletes)
        {
            total += await Database.DeleteInBatchesAsync(
                CaseWrites.DeleteBatch,
                (connection, transaction) => connection.Execute(sql, new { beforeMs, batch = CaseWrites.DeleteBatch }, transaction),
                cancellationToken);
        }

        return total;
    }

    private protected override IEnumerable<LedgerStatement> Statements(IReadOnlyList<ReviewChange> batch) =>
        CaseWrites.Statements(batch, static text => text);
}
