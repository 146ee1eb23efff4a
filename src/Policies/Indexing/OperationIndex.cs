using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Indexing;

/// <summary>
/// The rules that can match requests of one operation, in order: bit n of the marks stands for the nth. Rules of policies that
/// name routes are in the tables of these routes only.
/// </summary>
internal sealed class OperationIndex
{
    private readonly GuardTable _anywhere;
    private readonly FrozenDictionary<string, GuardTable>? _byRoute;

    public OperationIndex(IndexedRule[] rules)
    {
        Rules = rules;
        Words = (Rules.Length + 63) >> 6;
        var numbered = Rules.Select((rule, bit) => (Rule: rule, Bit: bit)).ToList();
        _anywhere = new GuardTable([.. numbered.Where(r => r.Rule.Policy.Summary.Routes.Count == 0)]);
        var byRoute = numbered
            .SelectMany(r => r.Rule.Policy.Summary.Routes.Distinct(StringComparer.Ordinal).Select(route => (Route: route, r.Rule, r.Bit)))
            .GroupBy(r => r.Route, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new GuardTable([.. g.Select(r => (r.Rule, r.Bit))]), StringComparer.Ordinal);
        _byRoute = byRoute.Count == 0 ? null : byRoute.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>In the order of files and rules.</summary>
    public IndexedRule[] Rules { get; }

    /// <summary>How many words the marks take.</summary>
    public int Words { get; }

    /// <summary>Marks every rule that may hold for the decision; those not marked are false, without an error.</summary>
    public void Mark(Decision decision, Span<ulong> marks)
    {
        _anywhere.Mark(decision, marks);
        if (_byRoute is not null && _byRoute.TryGetValue(decision.Event.Route, out var here))
        {
            here.Mark(decision, marks);
        }
    }
}
