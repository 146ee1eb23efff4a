namespace SecurityDecisioning.Review.Cases;

/// <summary>A snooze's row as Dapper fills it, from either database.</summary>
internal sealed class SnoozeRow
{
    public const string Select =
        """
        SELECT id AS Id, entity_kind AS EntityKind, entity AS Entity, policy AS Policy, from_ms AS FromMs, until_ms AS UntilMs,
               case_id AS CaseId, by_whom AS By, reason AS Reason, ended_ms AS EndedMs, ended_by AS EndedBy, end_reason AS EndReason
        FROM snoozes
        """;

    public byte[] Id { get; init; } = [];
    public long EntityKind { get; init; }
    public byte[] Entity { get; init; } = [];
    public string Policy { get; init; } = "";
    public long FromMs { get; init; }
    public long UntilMs { get; init; }
    public byte[] CaseId { get; init; } = [];
    public string By { get; init; } = "";
    public string Reason { get; init; } = "";
    public long? EndedMs { get; init; }
    public string? EndedBy { get; init; }
    public string? EndReason { get; init; }

    public Snooze ToSnooze() => new()
    {
        Id = EventId.FromBytes(Id),
        Entity = EntityKey.Of((EntityKind)EntityKind, Pseudonym.FromBytes(Entity)),
        Policy = Policy,
        FromMs = FromMs,
        UntilMs = UntilMs,
        Case = EventId.FromBytes(CaseId),
        By = By,
        Reason = Reason,
        End = EndedMs is { } at ? new SnoozeEnd(at, EndedBy ?? "", EndReason ?? "") : null,
    };
}
