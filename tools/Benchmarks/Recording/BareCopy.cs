using System.Buffers;
using Npgsql;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>The yardstick: COPY of the same columns into a table with nothing, or nothing but the id's index.</summary>
internal sealed class BareCopy
{
    private const string Columns =
        "id, time_ms, action, shadow_action, threat, risk, level, flags, operation, method, route, path, country, ip, account, "
        + "session, device, api_key, policy, rule, reason_code, model_hash, policy_hash, record";

    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);

    /// <param name="constraint">Of the id.</param>
    public static string Table(string constraint) => $"""
        CREATE TABLE bare (
            id uuid NOT NULL {constraint}, time_ms bigint NOT NULL, action smallint NOT NULL, shadow_action smallint NOT NULL,
            threat smallint NOT NULL, risk real NOT NULL, level smallint NOT NULL, flags smallint NOT NULL, operation smallint NOT NULL,
            method smallint NOT NULL, route text NOT NULL, path text NOT NULL, country text NOT NULL, ip uuid, account uuid,
            session uuid, device uuid, api_key uuid, policy text NOT NULL, rule text NOT NULL, reason_code text NOT NULL,
            model_hash text NOT NULL, policy_hash text NOT NULL, record bytea NOT NULL
        )
        """;

    public async Task<int> AppendAsync(NpgsqlConnection connection, IReadOnlyList<DecisionRecord> batch)
    {
        await using var rows = await CopyRows.BeginAsync(connection, $"bare ({Columns})", _buffer);
        foreach (var record in batch)
        {
            Write(rows, record.Summary, record.Encoded.Span);
            if (rows.IsFull)
            {
                await rows.FlushAsync();
            }
        }

        await rows.CompleteAsync();
        return batch.Count;
    }

    private static void Write(CopyRows rows, DecisionSummary s, ReadOnlySpan<byte> encoded)
    {
        rows.Row(24);
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
        foreach (var text in (ReadOnlySpan<string>)[s.Route, s.Path, s.Country])
        {
            rows.Text(text);
        }

        rows.Wide(s.Ip.High, s.Ip.Low);
        foreach (var id in (ReadOnlySpan<Pseudonym>)[s.Account, s.Session, s.Device, s.ApiKey])
        {
            rows.Wide(id.High, id.Low);
        }

        foreach (var text in (ReadOnlySpan<string>)[s.Policy, s.Rule, s.ReasonCode, s.ModelHash, s.PolicySetHash])
        {
            rows.Text(text);
        }

        rows.Bytes(encoded);
    }
}
