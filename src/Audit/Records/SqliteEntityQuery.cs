using Dapper;
using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A <see cref="DecisionQuery"/> that names an entity, answered through the entity runs as of one moment.</summary>
internal sealed class SqliteEntityQuery(SqliteConnection connection, SqliteTransaction transaction)
{
    public async Task<IReadOnlyList<DecisionSummary>> RunAsync(DecisionQuery query, EntityKey entity)
    {
        var (where, parameters) = DecisionFilter.Of(query);
        var limit = Math.Clamp(query.Limit, 1, DecisionQuery.MaxLimit);
        var progress = await connection.QuerySingleAsync<DecisionProgress>(DecisionProgress.Select, transaction: transaction);
        var oldest = await connection.ExecuteScalarAsync<long?>("SELECT min(rowid) FROM decisions", transaction: transaction);
        if (oldest is null)
        {
            return [];
        }

        var search = new EntitySearch
        {
            Runs = await SqliteEntityRuns.LiveAsync(connection, transaction),
            LastPage = LastPageAsync,
            RowBefore = id => RowAsync("id < @id ORDER BY id DESC", id),
            RowFrom = id => RowAsync("id >= @id ORDER BY id", id),
            Matching = MatchingAsync,
            OldestRow = Math.Max(oldest.Value, progress.UnindexedBelow),
        };
        var found = await search.NewestAsync(new EntityHash(progress.EntitySeed).Of(entity), query.Before, query.After, limit);
        if (progress.UnindexedBelow <= oldest)
        {
            return found;
        }

        parameters.Add("below", progress.UnindexedBelow);
        var rest = await connection.QueryAsync<DecisionRow>(
            $"SELECT {DecisionRow.Columns} FROM decisions {where} AND rowid < @below ORDER BY id DESC LIMIT @limit",
            parameters,
            transaction);
        return [.. found.Concat(rest.Select(row => row.ToSummary())).OrderByDescending(s => s.Id).Take(limit)];

        async Task<IEnumerable<DecisionSummary>> MatchingAsync(IReadOnlyList<long> rows)
        {
            // NOT INDEXED leaves the row numbers as the only way in, however promising another filter's index looks.
            parameters.Add("rows", rows);
            var matching = await connection.QueryAsync<DecisionRow>(
                $"SELECT {DecisionRow.Columns} FROM decisions NOT INDEXED {where} AND rowid IN @rows", parameters, transaction);
            return matching.Select(row => row.ToSummary());
        }
    }

    private Task<StoredPage?> LastPageAsync(long least, long most) => connection.QuerySingleOrDefaultAsync<StoredPage?>(
        "SELECT key AS Key, entries AS Entries FROM decisions_entity_pages WHERE key BETWEEN @least AND @most ORDER BY key DESC LIMIT 1",
        new { least, most },
        transaction);

    private Task<long?> RowAsync(string which, EventId id) => connection.ExecuteScalarAsync<long?>(
        $"SELECT rowid FROM decisions WHERE {which} LIMIT 1", new { id = WideBytes.Of(id) }, transaction);
}
