using Dapper;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Review.Cases;

/// <summary>Queries as SQL. Values travel as parameters only.</summary>
internal sealed class CaseFilter
{
    private readonly List<string> _terms = [];

    public DynamicParameters Parameters { get; } = new();

    public string Where => _terms.Count == 0 ? "" : "WHERE " + string.Join(" AND ", _terms);

    public static CaseFilter Of(CaseQuery query)
    {
        var filter = new CaseFilter();
        if (query.Open is { } open)
        {
            filter._terms.Add(open ? "verdict = 0" : "verdict <> 0");
        }

        filter.Entity(query.Entity);
        filter.Term("policy = @policy", "policy", query.Policy);
        filter.Term("origin = @origin", "origin", query.Origin is { } origin ? (long)origin : null);
        filter.Id("decision = @decision", "decision", query.Decision);
        filter.Page(query.Before, query.Limit, CaseQuery.MaxLimit);
        return filter;
    }

    public static CaseFilter Of(SnoozeQuery query, long nowMs)
    {
        var filter = new CaseFilter();
        if (query.Holding is { } holding)
        {
            filter.Parameters.Add("now", nowMs);
            filter._terms.Add(holding
                ? "until_ms > @now AND from_ms <= @now AND ended_ms IS NULL"
                : "(until_ms <= @now OR ended_ms IS NOT NULL)");
        }

        filter.Entity(query.Entity);
        filter.Term("policy = @policy", "policy", query.Policy);
        filter.Id("case_id = @caseId", "caseId", query.Case);
        filter.Page(query.Before, query.Limit, SnoozeQuery.MaxLimit);
        return filter;
    }

    private void Entity(EntityKey? entity)
    {
        if (entity is { } key)
        {
            Term("entity = @entity", "entity", LedgerRow.Bytes(key.High, key.Low));
            Term("entity_kind = @entityKind", "entityKind", (long)key.Kind);
        }
    }

    private void Page(EventId? before, int limit, int most)
    {
        Id("id < @before", "before", before);
        Parameters.Add("limit", Math.Clamp(limit, 1, most));
    }

    private void Id(string sql, string name, EventId? id) => Term(sql, name, id is { } some ? LedgerRow.Bytes(some.High, some.Low) : null);

    private void Term(string sql, string name, object? value)
    {
        if (value is not null)
        {
            _terms.Add(sql);
            Parameters.Add(name, value);
        }
    }
}
