using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Indexing;

/// <summary>Rules by operation, route and guard, so that a request meets only those that may hold. Order is kept.</summary>
internal sealed class PolicyIndex
{
    private readonly OperationIndex[] _byOperation;
    private readonly List<IndexedRule> _rules;

    public PolicyIndex(IReadOnlyList<CompiledPolicy> policies)
    {
        _rules = policies.SelectMany(p => p.Rules.Select(r => (Policy: p, Rule: r)))
            .Select((r, ordinal) => new IndexedRule(r.Policy, r.Rule, ordinal))
            .Where(r => r.Policy.Summary.Mode != PolicyMode.Off)
            .ToList();
        _byOperation = new OperationIndex[Operations.All.Count];
        for (var operation = 0; operation < _byOperation.Length; operation++)
        {
            var mask = Restriction.MaskOf((Operation)operation);
            IndexedRule[] rules = [.. _rules.Where(r => r.Rule.Operations == 0 || (r.Rule.Operations & mask) != 0)];

            // Operations with the same rules share one index: less to make at a load, and less for the caches to hold afterwards.
            var same = Array.Find(_byOperation, o => o is not null && o.Rules.AsSpan().SequenceEqual(rules));
            _byOperation[operation] = same ?? new OperationIndex(rules);
        }
    }

    /// <summary>The enforcing rules that beat others with allow.</summary>
    public IndexedRule[] Overrides() => [.. _rules.Where(r => r.Rule.IsOverride && r.Rule.Mode == PolicyMode.Enforce)];

    public OperationIndex For(SecurityEvent request) => _byOperation[(int)request.Operation];
}
