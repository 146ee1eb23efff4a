using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Cases;

/// <summary>The statements that change cases and snoozes, in SQL that both databases understand, and what they take.</summary>
internal static class CaseWrites
{
    /// <summary>Closed counts before open, and of two closings the earlier: <see cref="Case.Later"/> says the same.</summary>
    public const string Case =
        """
        INSERT INTO cases
            (id, origin, opened_ms, opened_by, reason, entity_kind, entity, policy, decision, restriction,
             verdict, closed_ms, closed_by, closed_reason)
        VALUES
            (@Id, @Origin, @OpenedMs, @OpenedBy, @Reason, @EntityKind, @Entity, @Policy, @Decision, @Restriction,
             @Verdict, @ClosedMs, @ClosedBy, @ClosedReason)
        ON CONFLICT (id) DO UPDATE SET
            verdict = excluded.verdict, closed_ms = excluded.closed_ms, closed_by = excluded.closed_by,
            closed_reason = excluded.closed_reason
        WHERE excluded.verdict <> 0 AND (cases.verdict = 0 OR excluded.closed_ms < cases.closed_ms
            OR (excluded.closed_ms = cases.closed_ms AND excluded.closed_by < cases.closed_by))
        """;

    public const string Snooze =
        """
        INSERT INTO snoozes
            (id, entity_kind, entity, policy, from_ms, until_ms, case_id, by_whom, reason, ended_ms, ended_by, end_reason)
        VALUES
            (@Id, @EntityKind, @Entity, @Policy, @FromMs, @UntilMs, @CaseId, @By, @Reason, @EndedMs, @EndedBy, @EndReason)
        ON CONFLICT (id) DO UPDATE SET
            ended_ms = excluded.ended_ms, ended_by = excluded.ended_by, end_reason = excluded.end_reason
        WHERE excluded.ended_ms IS NOT NULL AND (snoozes.ended_ms IS NULL OR excluded.ended_ms < snoozes.ended_ms)
        """;

    /// <summary>What is old: cases by their closing, snoozes by their end.</summary>
    public static IReadOnlyList<string> Deletes { get; } =
    [
        "DELETE FROM cases WHERE id IN (SELECT id FROM cases WHERE verdict <> 0 AND closed_ms < @beforeMs ORDER BY closed_ms LIMIT @batch)",
        "DELETE FROM snoozes WHERE id IN (SELECT id FROM snoozes WHERE until_ms < @beforeMs ORDER BY until_ms LIMIT @batch)",
    ];

    public const int DeleteBatch = 500;

    /// <summary>What stores <paramref name="batch"/>, each kind in the order of its ids.</summary>
    /// <param name="batch">Records of the topic.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    public static IEnumerable<LedgerStatement> Statements(IReadOnlyList<ReviewChange> batch, Func<string, string> text)
    {
        yield return new(Case, batch.Select(c => c.Case).OfType<Case>().OrderBy(c => c.Id).Select(c => Row(c, text)));
        yield return new(Snooze, batch.Select(c => c.Snooze).OfType<Snooze>().OrderBy(s => s.Id).Select(s => Row(s, text)));
    }

    /// <param name="c">What to store.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    private static object Row(Case c, Func<string, string> text) => new
    {
        Id = WideBytes.Of(c.Id),
        Origin = (long)c.Origin,
        c.OpenedMs,
        OpenedBy = text(c.OpenedBy),
        Reason = text(c.Reason),
        EntityKind = (long)c.Entity.Kind,
        Entity = WideBytes.Of(c.Entity),
        Policy = text(c.Policy),
        Decision = c.Decision.IsNone ? null : WideBytes.Of(c.Decision),
        Restriction = c.Restriction.IsNone ? null : WideBytes.Of(c.Restriction),
        Verdict = (long)(c.Closing?.Verdict ?? 0),
        ClosedMs = c.Closing?.TimeMs ?? 0,
        ClosedBy = text(c.Closing?.By ?? ""),
        ClosedReason = text(c.Closing?.Reason ?? ""),
    };

    /// <param name="s">What to store.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    private static object Row(Snooze s, Func<string, string> text) => new
    {
        Id = WideBytes.Of(s.Id),
        EntityKind = (long)s.Entity.Kind,
        Entity = WideBytes.Of(s.Entity),
        Policy = text(s.Policy),
        s.FromMs,
        s.UntilMs,
        CaseId = WideBytes.Of(s.Case),
        By = text(s.By),
        Reason = text(s.Reason),
        EndedMs = s.End?.TimeMs,
        EndedBy = s.End is { } end ? text(end.By) : null,
        EndReason = s.End is { } ending ? text(ending.Reason) : null,
    };
}
