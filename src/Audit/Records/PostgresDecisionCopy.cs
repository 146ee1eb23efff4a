using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A decision as a row of its table in COPY.</summary>
internal static class PostgresDecisionCopy
{
    /// <summary>The columns of the first release; later ones are added behind them.</summary>
    public const string FirstTarget =
        "decisions (row_no, id, time_ms, action, shadow_action, threat, risk, level, flags, operation, method, route, path, "
        + "country, ip, account, session, device, api_key, policy, rule, reason_code, model_hash, policy_hash, record)";

    public const short FirstColumns = 25;

    private const short Columns = FirstColumns + 1;

    public static string Target { get; } = FirstTarget[..^1] + ", tags)";

    public static void Write(CopyRows rows, long row, DecisionRecord record)
    {
        rows.Row(Columns);
        WriteFirst(rows, row, record);
        rows.Text(record.Tags);
    }

    public static void WriteFirst(CopyRows rows, long row, DecisionRecord record)
    {
        var s = record.Summary;
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
        rows.Bytes(record.Encoded.Span);
    }
}
