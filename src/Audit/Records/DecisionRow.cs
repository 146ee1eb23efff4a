using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Records;

/// <summary>A row as Dapper fills it, from whichever store.</summary>
internal sealed class DecisionRow
{
    public const string Columns =
        "id AS Id, time_ms AS TimeMs, action AS Action, shadow_action AS ShadowAction, threat AS Threat, risk AS Risk, "
        + "flags AS Flags, operation AS Operation, method AS Method, route AS Route, path AS Path, country AS Country, ip AS Ip, "
        + "account AS Account, session AS Session, device AS Device, api_key AS ApiKey, policy AS Policy, rule AS Rule, "
        + "reason_code AS ReasonCode, model_hash AS ModelHash, policy_hash AS PolicyHash";

    public long RowNumber { get; init; }
    public byte[] Id { get; init; } = [];
    public long TimeMs { get; init; }
    public long Action { get; init; }
    public long ShadowAction { get; init; }
    public long Threat { get; init; }
    public double Risk { get; init; }
    public long Flags { get; init; }
    public long Operation { get; init; }
    public long Method { get; init; }
    public string Route { get; init; } = "";
    public string Path { get; init; } = "";
    public string Country { get; init; } = "";
    public byte[]? Ip { get; init; }
    public byte[]? Account { get; init; }
    public byte[]? Session { get; init; }
    public byte[]? Device { get; init; }
    public byte[]? ApiKey { get; init; }
    public string Policy { get; init; } = "";
    public string Rule { get; init; } = "";
    public string ReasonCode { get; init; } = "";
    public string ModelHash { get; init; } = "";
    public string PolicyHash { get; init; } = "";
    public byte[]? Record { get; init; }

    public DecisionSummary ToSummary() => new()
    {
        Id = EventId.FromBytes(Id),
        TimeMs = TimeMs,
        Action = (ActionKind)Action,
        ShadowAction = (ActionKind)ShadowAction,
        Threat = (Threat)Threat,
        Risk = (float)Risk,
        Flags = (DecisionFlags)Flags,
        Operation = (Operation)Operation,
        Method = (RequestMethod)Method,
        Route = Route,
        Path = Path,
        Country = Country,
        Ip = ToAddress(Ip),
        Account = ToPseudonym(Account),
        Session = ToPseudonym(Session),
        Device = ToPseudonym(Device),
        ApiKey = ToPseudonym(ApiKey),
        Policy = Policy,
        Rule = Rule,
        ReasonCode = ReasonCode,
        ModelHash = ModelHash,
        PolicySetHash = PolicyHash,
    };

    public RowEntities ToEntities() =>
        new(ToAddress(Ip), ToPseudonym(Account), ToPseudonym(Session), ToPseudonym(Device), ToPseudonym(ApiKey));

    private static Pseudonym ToPseudonym(byte[]? bytes) => bytes is null ? default : Pseudonym.FromBytes(bytes);

    private static ClientAddress ToAddress(byte[]? bytes)
    {
        var both = ToPseudonym(bytes);
        return new ClientAddress(both.High, both.Low);
    }
}
