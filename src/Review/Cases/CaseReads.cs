using System.Data.Common;
using Dapper;
using SecurityDecisioning.Audit.Conditions;

namespace SecurityDecisioning.Review.Cases;

/// <summary>What is asked of the ledger, in SQL that both databases understand.</summary>
internal static class CaseReads
{
    public static async Task<Case?> FindAsync(DbConnection connection, EventId id, CancellationToken cancellationToken) =>
        (await connection.QuerySingleOrDefaultAsync<CaseRow>(ById(CaseRow.Select, id, cancellationToken)))?.ToCase();

    public static async Task<Snooze?> FindSnoozeAsync(DbConnection connection, EventId id, CancellationToken cancellationToken) =>
        (await connection.QuerySingleOrDefaultAsync<SnoozeRow>(ById(SnoozeRow.Select, id, cancellationToken)))?.ToSnooze();

    public static async Task<IReadOnlyList<Case>> ListAsync(
        DbConnection connection, CaseQuery query, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<CaseRow>(Listed(CaseRow.Select, CaseFilter.Of(query), cancellationToken));
        return [.. rows.Select(row => row.ToCase())];
    }

    public static async Task<IReadOnlyList<Snooze>> ListAsync(
        DbConnection connection, SnoozeQuery query, long nowMs, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<SnoozeRow>(Listed(SnoozeRow.Select, CaseFilter.Of(query, nowMs), cancellationToken));
        return [.. rows.Select(row => row.ToSnooze())];
    }

    public static Task<long> CountOpenAsync(DbConnection connection, CaseOrigin? origin, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT count(*) FROM cases WHERE verdict = 0" + (origin is null ? "" : " AND origin = @origin"),
            new { origin = (long)(origin ?? 0) },
            cancellationToken: cancellationToken));

    private static CommandDefinition ById(string select, EventId id, CancellationToken cancellationToken) =>
        new($"{select} WHERE id = @id", new { id = WideBytes.Of(id) }, cancellationToken: cancellationToken);

    private static CommandDefinition Listed(string select, SqlConditions conditions, CancellationToken cancellationToken) =>
        new($"{select} {conditions.Where} ORDER BY id DESC LIMIT @limit", conditions.Parameters, cancellationToken: cancellationToken);
}
