using Dapper;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Cases;

/// <summary>Cases and snoozes in PostgreSQL.</summary>
/// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
/// <param name="source">What names the log that is taken in: no two logs may share it.</param>
/// <param name="time">The clock; null is the machine's.</param>
public sealed class PostgresCaseLedger(PostgresDatabase database, string source, TimeProvider? time = null)
    : PostgresLedger<ReviewChange>(database, CaseSchema.Area, CaseSchema.Postgres, source, time), ICaseLedger
{
    public Task<Case?> FindAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.FindAsync(connection, id, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Case>> ListAsync(CaseQuery query, CancellationToken cancellationToken = default)
    {
        var asStored = query.Policy is { } policy ? query with { Policy = PostgresText.Of(policy) } : query;
        return ReadAsync(connection => CaseReads.ListAsync(connection, asStored, cancellationToken), cancellationToken);
    }

    public Task<long> CountOpenAsync(CaseOrigin? origin = null, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.CountOpenAsync(connection, origin, cancellationToken), cancellationToken);

    public Task<Snooze?> FindSnoozeAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => CaseReads.FindSnoozeAsync(connection, id, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Snooze>> ListAsync(SnoozeQuery query, CancellationToken cancellationToken = default)
    {
        var asStored = query.Policy is { } policy ? query with { Policy = PostgresText.Of(policy) } : query;
        return ReadAsync(connection => CaseReads.ListAsync(connection, asStored, NowMs, cancellationToken), cancellationToken);
    }

    public async Task<long> DeleteBeforeAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        var total = 0L;
        foreach (var sql in CaseWrites.Deletes)
        {
            // What another gateway is deleting at this moment is left to it.
            var unlocked = sql.Replace("LIMIT @batch", "LIMIT @batch FOR UPDATE SKIP LOCKED", StringComparison.Ordinal);
            total += await DeleteInBatchesAsync(
                CaseWrites.DeleteBatch,
                (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                    unlocked, new { beforeMs, batch = CaseWrites.DeleteBatch }, transaction, cancellationToken: cancellationToken)),
                cancellationToken);
        }

        return total;
    }

    private protected override IEnumerable<LedgerStatement> Statements(IReadOnlyList<ReviewChange> batch) =>
        CaseWrites.Statements(batch, PostgresText.Of);
}
