using Dapper;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Audit.Records;

/// <summary>What changes decision records in PostgreSQL; one caller at a time, every method within a transaction.</summary>
/// <remarks>
/// Whoever adds rows or changes runs holds the one row of <c>decisions_state</c> until the end of the transaction, so that the
/// order of rows is the order in which they become visible, and runs cover neighbours. Gateways take turns, a batch each.
/// </remarks>
internal sealed class PostgresDecisionWrites(PostgresProgress progress)
{
    private readonly EntityRunBuilder _gathered = new();
    private readonly PostgresDecisionCopy _copy = new();

    /// <summary>Takes a batch and the offset after it; returns how many records were new.</summary>
    /// <param name="connection">The connection to write on.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="batch">Decisions in the order of the log.</param>
    /// <param name="nextOffset">Offset after them.</param>
    /// <param name="careful">Whether to look which decisions are there already; else one that is breaks the transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<long> AppendAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<DecisionRecord> batch,
        long nextOffset,
        bool careful,
        CancellationToken cancellationToken)
    {
        var state = await LockAsync(connection, transaction, cancellationToken);
        var known = careful ? await KnownAsync(connection, transaction, batch) : null;
        _gathered.Begin(new EntityHash(state.EntitySeed));
        var (row, skew) = await _copy.RunAsync(connection, batch, state.NextRow, known, _gathered, cancellationToken);
        if (!_gathered.IsEmpty)
        {
            await PostgresEntityRuns.AddAsync(connection, transaction, _gathered);
        }

        await connection.ExecuteAsync(
            "UPDATE decisions_state SET next_row = @row, skew_ms = greatest(skew_ms, @skew)", new { row, skew }, transaction);
        await progress.AdvanceAsync(connection, transaction, nextOffset, cancellationToken);
        return row - state.NextRow;
    }

    /// <summary>Holds off others who would add rows or change runs.</summary>
    public static Task<PostgresDecisionState> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<PostgresDecisionState>(new CommandDefinition(
            PostgresDecisionState.Select + " FOR UPDATE", transaction: transaction, cancellationToken: cancellationToken));

    /// <summary>Removes up to <paramref name="most"/> of the oldest decisions made before a time; returns how many.</summary>
    public static async Task<int> DeleteBeforeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long beforeMs, int most)
    {
        var state = await connection.QuerySingleAsync<PostgresDecisionState>(PostgresDecisionState.Select, transaction: transaction);
        return await connection.ExecuteAsync(
            """
            DELETE FROM decisions WHERE id = ANY(ARRAY(
                SELECT id FROM decisions WHERE id < @last AND time_ms < @beforeMs ORDER BY id LIMIT @most))
            """,
            new { last = state.IdAfter(beforeMs), beforeMs, most },
            transaction);
    }

    private static async Task<HashSet<EventId>> KnownAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DecisionRecord> batch)
    {
        var ids = batch.Select(r => PostgresValues.Wide(r.Summary.Id)).ToArray();
        var known = await connection.QueryAsync<byte[]>(
            "SELECT uuid_send(id) FROM decisions WHERE id = ANY(@ids)", new { ids }, transaction);
        return [.. known.Select(id => EventId.FromBytes(id))];
    }
}
