using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A <see cref="DecisionQuery"/> that names an entity, answered through the entity runs as of one moment.</summary>
internal sealed class PostgresEntityQuery(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const string IdsOfRows =
        """
        SELECT encode(substring(b.ids FROM (16 * (r.row_no - b.first_row) + 1)::integer FOR 16), 'hex')::uuid
        FROM unnest(@rows) AS r (row_no) CROSS JOIN LATERAL (
            SELECT first_row, ids FROM decisions_rows WHERE first_row <= r.row_no ORDER BY first_row DESC LIMIT 1) b
        WHERE r.row_no < b.first_row + length(b.ids) / 16
        """;

    public async Task<IReadOnlyList<DecisionSummary>> RunAsync(DecisionQuery query, EntityKey entity)
    {
        var (where, parameters) = DecisionFilter.Of(query, static (high, low) => PostgresValues.Wide(high, low));
        var limit = Math.Clamp(query.Limit, 1, DecisionQuery.MaxLimit);
        var state = await connection.QuerySingleAsync<PostgresDecisionState>(PostgresDecisionState.Select, transaction: transaction);
        var runs = await PostgresEntityRuns.LiveAsync(connection, transaction);
        if (runs.Count == 0)
        {
            return [];
        }

        var hash = new EntityHash(state.EntitySeed).Of(entity);
        var search = new EntitySearch
        {
            Runs = runs,
            LastPage = new PostgresLastPages(connection, transaction, runs, hash).ReadAsync,
            RowBefore = id => RowAsync("id < @id ORDER BY id DESC", id),
            RowFrom = id => RowAsync("id >= @id ORDER BY id", id),
            Matching = MatchingAsync,
            OldestRow = runs.Min(r => r.FirstRow),
        };
        return await search.NewestAsync(hash, query.Before, query.After, limit);

        async Task<IEnumerable<DecisionSummary>> MatchingAsync(IReadOnlyList<long> rows)
        {
            // By id, which has an index; the number tells a row from one that came again with the id of one that was removed.
            parameters.Add("rows", rows.ToArray());
            var matching = await connection.QueryAsync<DecisionRow>(
                $"SELECT {PostgresValues.Columns} FROM decisions {where} AND row_no = ANY(@rows) AND id = ANY(ARRAY({IdsOfRows}))",
                parameters,
                transaction);
            return matching.Select(row => row.ToSummary());
        }
    }

    private Task<long?> RowAsync(string which, EventId id) => connection.ExecuteScalarAsync<long?>(
        $"SELECT row_no FROM decisions WHERE {which} LIMIT 1", new { id = PostgresValues.Wide(id) }, transaction);
}
