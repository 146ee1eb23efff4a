using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Review.Cases;

/// <summary>A case's row as Dapper fills it, from either database.</summary>
internal sealed class CaseRow
{
    public const string Select =
        """
        SELECT id AS Id, origin AS Origin, opened_ms AS OpenedMs, opened_by AS OpenedBy, reason AS Reason,
               entity_kind AS EntityKind, entity AS Entity, policy AS Policy, decision AS Decision, restriction AS Restriction,
               verdict AS Verdict, closed_ms AS ClosedMs, closed_by AS ClosedBy, closed_reason AS ClosedReason
        FROM cases
        """;

    public byte[] Id { get; init; } = [];
    public long Origin { get; init; }
    public long OpenedMs { get; init; }
    public string OpenedBy { get; init; } = "";
    public string Reason { get; init; } = "";
    public long EntityKind { get; init; }
    public byte[] Entity { get; init; } = [];
    public string Policy { get; init; } = "";
    public byte[]? Decision { get; init; }
    public byte[]? Restriction { get; init; }
    public long Verdict { get; init; }
    public long ClosedMs { get; init; }
    public string ClosedBy { get; init; } = "";
    public string ClosedReason { get; init; } = "";

    public Case ToCase() => new()
    {
        Id = EventId.FromBytes(Id),
        Origin = (CaseOrigin)Origin,
        OpenedMs = OpenedMs,
        OpenedBy = OpenedBy,
        Reason = Reason,
        Entity = EntityKey.Of((EntityKind)EntityKind, Pseudonym.FromBytes(Entity)),
        Policy = Policy,
        Decision = Decision is null ? default : EventId.FromBytes(Decision),
        Restriction = Restriction is null ? default : EventId.FromBytes(Restriction),
        Closing = Verdict == 0 ? null : new CaseClosing((Verdict)Verdict, ClosedBy, ClosedMs, ClosedReason),
    };
}
