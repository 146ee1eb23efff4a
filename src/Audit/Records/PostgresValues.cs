using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Audit.Records;

/// <summary>Values of decision records as PostgreSQL holds them.</summary>
internal static class PostgresValues
{
    /// <summary>What <see cref="DecisionRow"/> is filled from.</summary>
    public const string Columns =
        "uuid_send(id) AS Id, time_ms AS TimeMs, action AS Action, shadow_action AS ShadowAction, threat AS Threat, "
        + "risk::double precision AS Risk, flags AS Flags, operation AS Operation, method AS Method, route AS Route, path AS Path, "
        + "country AS Country, uuid_send(ip) AS Ip, uuid_send(account) AS Account, uuid_send(session) AS Session, "
        + "uuid_send(device) AS Device, uuid_send(api_key) AS ApiKey, policy AS Policy, rule AS Rule, reason_code AS ReasonCode, "
        + "model_hash AS ModelHash, policy_hash AS PolicyHash";

    /// <summary>128 bits as a <c>uuid</c>, in the order of their bytes.</summary>
    public static Guid Wide(ulong high, ulong low) => new(WideBytes.Of(high, low), bigEndian: true);

    public static Guid Wide(EventId id) => Wide(id.High, id.Low);

    /// <summary>SQL: whether an id was made from one moment to another, both included.</summary>
    /// <param name="id">An expression, as are the others.</param>
    /// <param name="firstMs">0 to 2^48 - 1.</param>
    /// <param name="lastMs">As <paramref name="firstMs"/>.</param>
    public static string IsMadeBetween(string id, string firstMs, string lastMs) =>
        $"{id} BETWEEN (lpad(to_hex({firstMs}), 12, '0') || repeat('0', 20))::uuid "
        + $"AND (lpad(to_hex({lastMs}), 12, '0') || repeat('f', 20))::uuid";

    /// <summary>The query with text as it was stored.</summary>
    public static DecisionQuery AsStored(DecisionQuery query) =>
        query with
        {
            Route = query.Route is { } route ? PostgresText.Of(route) : null,
            Tag = query.Tag is { } tag ? PostgresText.Of(tag) : null,
        };
}
