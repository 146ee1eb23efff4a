using Dapper;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>A <see cref="LedgerQuery"/> as SQL. Values travel as parameters only.</summary>
internal static class LedgerFilter
{
    public static (string Where, DynamicParameters Parameters) Of(LedgerQuery query, long nowMs)
    {
        var terms = new List<string>();
        var parameters = new DynamicParameters();
        parameters.Add("now", nowMs);
        parameters.Add("limit", Math.Clamp(query.Limit, 1, LedgerQuery.MaxLimit));
        if (query.Standing is { } standing)
        {
            terms.Add(standing
                ? "r.until_ms > @now AND r.from_ms <= @now AND l.id IS NULL"
                : "(r.until_ms <= @now OR l.id IS NOT NULL)");
        }

        if (query.Entity is { } entity)
        {
            Term("r.entity = @entity", "entity", LedgerRow.Bytes(entity.High, entity.Low));
            Term("r.entity_kind = @entityKind", "entityKind", (long)entity.Kind);
        }

        Term("r.entity_kind = @kind", "kind", query.Kind is { } kind ? (long)kind : null);
        Term("r.action = @action", "action", query.Action is { } action ? (long)action : null);
        Term("r.owner = @owner", "owner", query.Owner);
        Term("r.id < @before", "before", query.Before is { } before ? LedgerRow.Bytes(before.High, before.Low) : null);
        return (terms.Count == 0 ? "" : "WHERE " + string.Join(" AND ", terms), parameters);

        void Term(string sql, string name, object? value)
        {
            if (value is not null)
            {
                terms.Add(sql);
                parameters.Add(name, value);
            }
        }
    }
}
