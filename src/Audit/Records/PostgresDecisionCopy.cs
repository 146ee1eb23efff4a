using System.Buffers;
using Npgsql;
using SecurityDecisioning.Audit.EntityRuns;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A batch of decisions into their table by COPY. Reused from batch to batch, one at a time.</summary>
internal sealed class PostgresDecisionCopy
{
    private const string Target =
        "decisions (row_no, id, time_ms, action, shadow_action, threat, risk, level, flags, operation, method, route, path, "
        + "country, ip, account, session, device, api_key, policy, rule, reason_code, model_hash, policy_hash, record)";

    private const short Columns = 25;

    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);

    /// <summary>Sends all of <paramref name="batch"/> but those known already.</summary>
    /// <param name="connection">Its transaction takes the rows.</param>
    /// <param name="batch">Decisions in the order of the log.</param>
    /// <param name="firstRow">Number of the first row.</param>
    /// <param name="known">Ids to leave out; each id that is sent is added. Null takes them as they are.</param>
    /// <param name="gathered">Gets the entities of each row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Number of the next row, and the most milliseconds between a decision's time and the time in its id.</returns>
    public async Task<(long NextRow, long SkewMs)> RunAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DecisionRecord> batch,
        long firstRow,
        HashSet<EventId>? known,
        EntityRunBuilder gathered,
        CancellationToken cancellationToken)
    {
        var (row, skew) = (firstRow, 0L);
        await using var rows = await CopyRows.BeginAsync(connection, Target, _buffer, cancellationToken);
        foreach (var record in batch)
        {
            var s = record.Summary;
            if (known?.Add(s.Id) == false)
            {
                continue;
            }

            Write(rows, row, s, record.Encoded.Span);
            gathered.Add(row++, s.Id, new RowEntities(s.Ip, s.Account, s.Session, s.Device, s.ApiKey));
            skew = Math.Max(skew, Math.Abs(s.TimeMs - s.Id.UnixMilliseconds));
            if (rows.IsFull)
            {
                await rows.FlushAsync(cancellationToken);
            }
        }

        await rows.CompleteAsync(cancellationToken);
        return (row, skew);
    }

    private static void Write(CopyRows rows, long row, DecisionSummary s, ReadOnlySpan<byte> encoded)
    {
        rows.Row(Columns);
        rows.Big(row);
        rows.Wide(s.Id.High, s.Id.Low);
        rows.Big(s.TimeMs);
        rows.Small((short)s.Action);
        rows.Small((short)s.ShadowAction);
        rows.Small((short)s.Threat);
        rows.Real(s.Risk);
        rows.Small((short)s.Level);
        rows.Small((short)s.Flags);
        rows.Small((short)s.Operation);
        rows.Small((short)s.Method);
        rows.Text(s.Route);
        rows.Text(s.Path);
        rows.Text(s.Country);
        rows.Wide(s.Ip.High, s.Ip.Low);
        rows.Wide(s.Account.High, s.Account.Low);
        rows.Wide(s.Session.High, s.Session.Low);
        rows.Wide(s.Device.High, s.Device.Low);
        rows.Wide(s.ApiKey.High, s.ApiKey.Low);
        rows.Text(s.Policy);
        rows.Text(s.Rule);
        rows.Text(s.ReasonCode);
        rows.Text(s.ModelHash);
        rows.Text(s.PolicySetHash);
        rows.Bytes(encoded);
    }
}
