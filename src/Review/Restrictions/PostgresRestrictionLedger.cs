using Dapper;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>The ledger in PostgreSQL.</summary>
/// <param name="database">Stays the caller's to dispose. Nothing connects to it yet.</param>
/// <param name="source">What names the log that is taken in: no two logs may share it.</param>
/// <param name="time">The clock; null is the machine's.</param>
public sealed class PostgresRestrictionLedger(PostgresDatabase database, string source, TimeProvider? time = null)
    : PostgresLedger<RestrictionChange>(database, LedgerSchema.Area, LedgerSchema.Postgres, source, time), IRestrictionLedger
{
    public Task<LedgerEntry?> FindAsync(EventId id, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.FindAsync(connection, id, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ListAsync(LedgerQuery query, CancellationToken cancellationToken = default)
    {
        var asStored = query.Owner is { } owner ? query with { Owner = PostgresText.Of(owner) } : query;
        return ReadAsync(connection => LedgerReads.ListAsync(connection, asStored, NowMs, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<Restriction>> StandingAsync(
        long timeMs, int most = 1_000_000, CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.StandingAsync(connection, timeMs, most, cancellationToken), cancellationToken);

    public Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(connection => LedgerReads.CountStandingAsync(connection, NowMs, cancellationToken), cancellationToken);

    public Task<long> DeleteExpiredBeforeAsync(long beforeMs, CancellationToken cancellationToken = default) =>
        DeleteInBatchesAsync(
            LedgerWrites.DeleteBatch,
            async (connection, transaction) =>
            {
                var ids = (await connection.QueryAsync<byte[]>(
                    LedgerWrites.Expired + " FOR UPDATE SKIP LOCKED",
                    new { beforeMs, batch = LedgerWrites.DeleteBatch },
                    transaction)).AsList();
                await connection.ExecuteAsync(new CommandDefinition(
                    LedgerWrites.Delete, ids.Select(id => new { id }), transaction, cancellationToken: cancellationToken));
                return ids.Count;
            },
            cancellationToken);

    private protected override IEnumerable<LedgerStatement> Statements(IReadOnlyList<RestrictionChange> batch) =>
        LedgerWrites.Statements(batch, PostgresText.Of);
}
