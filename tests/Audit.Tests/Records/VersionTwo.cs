using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

/// <summary>How the release before entity runs stored a decision.</summary>
internal static class VersionTwo
{
    public const string Insert =
        """
        INSERT INTO decisions
            (id, time_ms, action, shadow_action, threat, risk, level, flags, operation, method, route, path, country, ip, account,
            session, device, api_key, policy, rule, reason_code, model_hash, policy_hash, record)
        VALUES
            (@Id, @TimeMs, @Action, @ShadowAction, @Threat, @Risk, @Level, @Flags, @Operation, @Method, @Route, @Path, @Country, @Ip,
            @Account, @Session, @Device, @ApiKey, @Policy, @Rule, @ReasonCode, @ModelHash, @PolicySetHash, @Record)
        """;

    public static object Row(DecisionRecord record)
    {
        var s = record.Summary;
        return new
        {
            Id = Bytes(s.Id.High, s.Id.Low),
            s.TimeMs,
            Action = (long)s.Action,
            ShadowAction = (long)s.ShadowAction,
            Threat = (long)s.Threat,
            Risk = (double)s.Risk,
            Level = (long)s.Level,
            Flags = (long)s.Flags,
            Operation = (long)s.Operation,
            Method = (long)s.Method,
            s.Route,
            s.Path,
            s.Country,
            Ip = Bytes(s.Ip.High, s.Ip.Low),
            Account = Bytes(s.Account.High, s.Account.Low),
            Session = Bytes(s.Session.High, s.Session.Low),
            Device = Bytes(s.Device.High, s.Device.Low),
            ApiKey = Bytes(s.ApiKey.High, s.ApiKey.Low),
            s.Policy,
            s.Rule,
            s.ReasonCode,
            s.ModelHash,
            s.PolicySetHash,
            Record = record.Encoded.ToArray(),
        };
    }

    private static byte[]? Bytes(ulong high, ulong low) => (high | low) == 0 ? null : WideBytes.Of(high, low);
}
