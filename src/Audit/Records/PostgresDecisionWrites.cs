using System.Buffers;
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
    private readonly PostgresRowIds _ids = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);

    /// <summary>
    /// Takes a batch and the offset after it; returns how many records were new. Three commands and a COPY: a batch is worth few
    /// round trips.
    /// </summary>
    /// <param name="connection">The connection to write on, its transaction without bounds yet.</param>
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
        var state = await BeginAsync(connection, transaction, batch, nextOffset, cancellationToken);
        batch = careful ? await UnknownAsync(connection, transaction, batch) : batch;
        if (batch.Count == 0)
        {
            return 0;
        }

        var pages = new PostgresPageWriter();
        EntityRun run;
        await using (var rows = await CopyRows.BeginAsync(connection, PostgresDecisionCopy.Target, _buffer, cancellationToken))
        {
            await WriteAsync(rows, batch, state, cancellationToken);

            // The server is still busy with the rows; what follows them can be made meanwhile.
            run = _gathered.Write(state.NextRun, pages.Add);
            await rows.CompleteAsync(cancellationToken);
        }

        await PostgresEntityRuns.AddAsync(connection, transaction, run, pages, _ids);
        return batch.Count;
    }

    /// <summary>Moves the offset on and takes the numbers that the batch needs: the rows' and the run's.</summary>
    private async Task<PostgresDecisionState> BeginAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<DecisionRecord> batch,
        long nextOffset,
        CancellationToken cancellationToken)
    {
        var parameters = progress.Parameters(nextOffset);
        parameters.Add("rows", (long)batch.Count);
        parameters.Add("skew", batch.Count == 0 ? 0 : batch.Max(r => Math.Abs(r.Summary.TimeMs - r.Summary.Id.UnixMilliseconds)));
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            PostgresDatabase.Bounds + PostgresProgress.Advance +
            """
            UPDATE decisions_state
            SET next_row = next_row + @rows, next_run = next_run + 1, skew_ms = greatest(skew_ms, @skew)
            RETURNING next_row - @rows AS NextRow, next_run - 1 AS NextRun, entity_seed AS EntitySeed, skew_ms AS SkewMs
            """,
            parameters,
            transaction,
            cancellationToken: cancellationToken));
        progress.Check(await results.ReadSingleOrDefaultAsync<long?>());
        return await results.ReadSingleAsync<PostgresDecisionState>();
    }

    private async Task WriteAsync(
        CopyRows rows, IReadOnlyList<DecisionRecord> batch, PostgresDecisionState state, CancellationToken cancellationToken)
    {
        _gathered.Begin(new EntityHash(state.EntitySeed));
        _ids.Begin();
        var row = state.NextRow;
        foreach (var record in batch)
        {
            var s = record.Summary;
            PostgresDecisionCopy.Write(rows, row, record);
            _gathered.Add(row, s.Id, new RowEntities(s.Ip, s.Account, s.Session, s.Device, s.ApiKey));
            _ids.Add(row++, s.Id);
            if (rows.IsFull)
            {
                await rows.FlushAsync(cancellationToken);
            }
        }

        _ids.End();
        await rows.FlushAsync(cancellationToken);
    }

    /// <summary>Holds off others who would add rows or change runs. The first command of its transaction.</summary>
    public static Task<PostgresDecisionState> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<PostgresDecisionState>(new CommandDefinition(
            PostgresDatabase.Bounds + PostgresDecisionState.Select + " FOR UPDATE",
            transaction: transaction,
            cancellationToken: cancellationToken));

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

    /// <summary>Those that are neither there nor in the batch twice.</summary>
    private static async Task<IReadOnlyList<DecisionRecord>> UnknownAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DecisionRecord> batch)
    {
        var ids = batch.Select(r => PostgresValues.Wide(r.Summary.Id)).ToArray();
        var found = await connection.QueryAsync<byte[]>(
            "SELECT uuid_send(id) FROM decisions WHERE id = ANY(@ids)", new { ids }, transaction);
        var known = found.Select(id => EventId.FromBytes(id)).ToHashSet();
        return [.. batch.Where(r => known.Add(r.Summary.Id))];
    }
}
