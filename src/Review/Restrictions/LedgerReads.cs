using System.Data.Common;
using Dapper;
using SecurityDecisioning.Audit.Conditions;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>What is asked of the ledger, in SQL that both databases understand.</summary>
internal static class LedgerReads
{
    public static async Task<LedgerEntry?> FindAsync(DbConnection connection, EventId id, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} WHERE r.id = @id",
            new { id = WideBytes.Of(id) },
            cancellationToken: cancellationToken));
        return row?.ToEntry();
    }

    public static async Task<IReadOnlyList<LedgerEntry>> ListAsync(
        DbConnection connection, LedgerQuery query, long nowMs, CancellationToken cancellationToken)
    {
        var (where, parameters) = LedgerFilter.Of(query, nowMs);
        var rows = await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} {where} ORDER BY r.id DESC LIMIT @limit", parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    public static async Task<IReadOnlyList<Restriction>> StandingAsync(
        DbConnection connection, long timeMs, int most, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<LedgerRow>(new CommandDefinition(
            $"{LedgerRow.Select} WHERE r.until_ms > @timeMs AND r.from_ms <= @timeMs AND l.id IS NULL ORDER BY r.until_ms DESC LIMIT @most",
            new { timeMs, most },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry().Restriction)];
    }

    public static async Task<IReadOnlyDictionary<ActionKind, long>> CountStandingAsync(
        DbConnection connection, long nowMs, CancellationToken cancellationToken)
    {
        var counts = (await connection.QueryAsync<(long Action, long Count)>(new CommandDefinition(
            """
            SELECT r.action, count(*) FROM restrictions r LEFT JOIN restriction_lifts l ON l.id = r.id
            WHERE r.until_ms > @nowMs AND r.from_ms <= @nowMs AND l.id IS NULL GROUP BY r.action
            """,
            new { nowMs },
            cancellationToken: cancellationToken))).ToDictionary(row => (ActionKind)row.Action, row => row.Count);
        return ActionKinds.All.Skip(1).ToDictionary(a => a, a => counts.GetValueOrDefault(a));
    }
}
