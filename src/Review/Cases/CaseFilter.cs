using SecurityDecisioning.Audit.Conditions;

namespace SecurityDecisioning.Review.Cases;

/// <summary>Queries as SQL.</summary>
internal static class CaseFilter
{
    public static SqlConditions Of(CaseQuery query)
    {
        var conditions = new SqlConditions();
        if (query.Open is { } open)
        {
            conditions.Add(open ? "verdict = 0" : "verdict <> 0");
        }

        AddEntity(conditions, query.Entity);
        conditions.Add("policy = @policy", "policy", query.Policy);
        conditions.Add("origin = @origin", "origin", query.Origin is { } origin ? (long)origin : null);
        conditions.Add("decision = @decision", "decision", Bytes(query.Decision));
        AddPage(conditions, query.Before, query.Limit, CaseQuery.MaxLimit);
        return conditions;
    }

    public static SqlConditions Of(SnoozeQuery query, long nowMs)
    {
        var conditions = new SqlConditions();
        if (query.Holding is { } holding)
        {
            conditions.Parameters.Add("now", nowMs);
            conditions.Add(holding
                ? "until_ms > @now AND from_ms <= @now AND ended_ms IS NULL"
                : "(until_ms <= @now OR ended_ms IS NOT NULL)");
        }

        AddEntity(conditions, query.Entity);
        conditions.Add("policy = @policy", "policy", query.Policy);
        conditions.Add("case_id = @caseId", "caseId", Bytes(query.Case));
        AddPage(conditions, query.Before, query.Limit, SnoozeQuery.MaxLimit);
        return conditions;
    }

    private static void AddEntity(SqlConditions conditions, EntityKey? entity)
    {
        if (entity is { } key)
        {
            conditions.Add("entity = @entity", "entity", WideBytes.Of(key));
            conditions.Add("entity_kind = @entityKind", "entityKind", (long)key.Kind);
        }
    }

    private static void AddPage(SqlConditions conditions, EventId? before, int limit, int most)
    {
        conditions.Add("id < @before", "before", Bytes(before));
        conditions.Parameters.Add("limit", Math.Clamp(limit, 1, most));
    }

    private static byte[]? Bytes(EventId? id) => id is { } some ? WideBytes.Of(some) : null;
}
