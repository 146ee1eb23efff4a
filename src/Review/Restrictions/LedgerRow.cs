namespace SecurityDecisioning.Review.Restrictions;

/// <summary>A row as Dapper fills it, from either database.</summary>
internal sealed class LedgerRow
{
    /// <summary>Restrictions with their lifts, where they have one.</summary>
    public const string Select =
        """
        SELECT r.id AS Id, r.entity_kind AS EntityKind, r.entity AS Entity, r.action AS Action, r.from_ms AS FromMs,
               r.until_ms AS UntilMs, r.origin AS Origin, r.owner AS Owner, r.reason_code AS ReasonCode, r.reason AS Reason,
               r.threat AS Threat, r.decision AS Decision,
               l.time_ms AS LiftMs, l.by_whom AS LiftBy, l.reason AS LiftReason
        FROM restrictions r LEFT JOIN restriction_lifts l ON l.id = r.id
        """;

    public byte[] Id { get; init; } = [];
    public long EntityKind { get; init; }
    public byte[] Entity { get; init; } = [];
    public long Action { get; init; }
    public long FromMs { get; init; }
    public long UntilMs { get; init; }
    public long Origin { get; init; }
    public string Owner { get; init; } = "";
    public string ReasonCode { get; init; } = "";
    public string Reason { get; init; } = "";
    public long Threat { get; init; }
    public byte[]? Decision { get; init; }
    public long? LiftMs { get; init; }
    public string? LiftBy { get; init; }
    public string? LiftReason { get; init; }

    public LedgerEntry ToEntry()
    {
        var id = EventId.FromBytes(Id);
        var entity = EntityKey.Of((EntityKind)EntityKind, Pseudonym.FromBytes(Entity));
        var restriction = new Restriction
        {
            Id = id,
            Entity = entity,
            Action = (ActionKind)Action,
            FromMs = FromMs,
            UntilMs = UntilMs,
            Origin = (RestrictionOrigin)Origin,
            Owner = Owner,
            ReasonCode = ReasonCode,
            Reason = Reason,
            Threat = (Threat)Threat,
            Decision = Decision is null ? default : EventId.FromBytes(Decision),
        };
        return new LedgerEntry(
            restriction, LiftMs is { } at ? new RestrictionLift(id, entity, at, LiftBy ?? "", LiftReason ?? "") : null);
    }
}
