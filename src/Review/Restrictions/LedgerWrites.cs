using SecurityDecisioning.Audit.Conditions;
using SecurityDecisioning.Review.Ledgers;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>The statements that change the ledger, in SQL that both databases understand, and what they take.</summary>
internal static class LedgerWrites
{
    public const string Issue =
        """
        INSERT INTO restrictions
            (id, entity_kind, entity, action, from_ms, until_ms, origin, owner, reason_code, reason, threat, decision)
        VALUES
            (@Id, @EntityKind, @Entity, @Action, @FromMs, @UntilMs, @Origin, @Owner, @ReasonCode, @Reason, @Threat, @Decision)
        ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>The first lift in the log stands; a second one of the same restriction changes nothing.</summary>
    public const string Lift =
        """
        INSERT INTO restriction_lifts (id, entity_kind, entity, time_ms, by_whom, reason)
        VALUES (@Id, @EntityKind, @Entity, @TimeMs, @By, @Reason) ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>Ids of what ran out; <see cref="Delete"/> then takes each.</summary>
    public const string Expired = "SELECT id FROM restrictions WHERE until_ms < @beforeMs ORDER BY until_ms LIMIT @batch";

    public const string Delete = "DELETE FROM restriction_lifts WHERE id = @id; DELETE FROM restrictions WHERE id = @id";

    /// <summary>How many of those that ran out to remove in one transaction.</summary>
    public const int DeleteBatch = 500;

    /// <summary>What stores <paramref name="batch"/>, each kind in the order of its ids.</summary>
    /// <param name="batch">Records of the topic.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    public static IEnumerable<LedgerStatement> Statements(IReadOnlyList<RestrictionChange> batch, Func<string, string> text)
    {
        var issued = batch.Select(c => c.Issued).OfType<Restriction>().OrderBy(r => r.Id);
        var lifted = batch.Select(c => c.Lifted).OfType<RestrictionLift>().OrderBy(l => l.Restriction);
        yield return new(Issue, issued.Select(r => Row(r, text)));
        yield return new(Lift, lifted.Select(l => Row(l, text)));
    }

    /// <param name="r">What to store.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    private static object Row(Restriction r, Func<string, string> text) => new
    {
        Id = WideBytes.Of(r.Id),
        EntityKind = (long)r.Entity.Kind,
        Entity = WideBytes.Of(r.Entity),
        Action = (long)r.Action,
        r.FromMs,
        r.UntilMs,
        Origin = (long)r.Origin,
        Owner = text(r.Owner),
        ReasonCode = text(r.ReasonCode),
        Reason = text(r.Reason),
        Threat = (long)r.Threat,
        Decision = r.Decision.IsNone ? null : WideBytes.Of(r.Decision),
    };

    /// <param name="lift">What to store.</param>
    /// <param name="text">Makes text as the database holds it.</param>
    private static object Row(RestrictionLift lift, Func<string, string> text) => new
    {
        Id = WideBytes.Of(lift.Restriction),
        EntityKind = (long)lift.Entity.Kind,
        Entity = WideBytes.Of(lift.Entity),
        lift.TimeMs,
        By = text(lift.By),
        Reason = text(lift.Reason),
    };
}
