using SecurityDecisioning.Audit.Conditions;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>A <see cref="LedgerQuery"/> as SQL.</summary>
internal static class LedgerFilter
{
    public static SqlConditions Of(LedgerQuery query, long nowMs)
    {
        var conditions = new SqlConditions();
        conditions.Parameters.Add("now", nowMs);
        conditions.Parameters.Add("limit", Math.Clamp(query.Limit, 1, LedgerQuery.MaxLimit));
        if (query.Standing is { } standing)
        {
            conditions.Add(standing
                ? "r.until_ms > @now AND r.from_ms <= @now AND l.id IS NULL"
                : "(r.until_ms <= @now OR l.id IS NOT NULL)");
        }

        if (query.Entity is { } entity)
        {
            conditions.Add("r.entity = @entity", "entity", WideBytes.Of(entity));
            conditions.Add("r.entity_kind = @entityKind", "entityKind", (long)entity.Kind);
        }

        conditions.Add("r.entity_kind = @kind", "kind", query.Kind is { } kind ? (long)kind : null);
        conditions.Add("r.action = @action", "action", query.Action is { } action ? (long)action : null);
        conditions.Add("r.owner = @owner", "owner", query.Owner);
        conditions.Add("r.id < @before", "before", query.Before is { } before ? WideBytes.Of(before) : null);
        return conditions;
    }
}
