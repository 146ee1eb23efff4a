using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Indexing;

/// <summary>A rule with its policy, its place in the set and its guards.</summary>
internal sealed class IndexedRule(CompiledPolicy policy, CompiledRule rule, int ordinal)
{
    public CompiledPolicy Policy { get; } = policy;

    public CompiledRule Rule { get; } = rule;

    /// <summary>Its place in the order of files and rules, from 0.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>See <see cref="GuardFinder.Find"/>.</summary>
    public Guard[]? Guards { get; } = GuardFinder.Find(rule.Condition);

    /// <summary>Whether its policy enforces and reaches this request in every respect.</summary>
    public bool MayEnforce(SecurityEvent request) =>
        Rule.Mode == PolicyMode.Enforce
        && (Rule.Operations == 0 || (Rule.Operations & Restriction.MaskOf(request.Operation)) != 0)
        && (Policy.Summary.Routes.Count == 0 || Policy.Summary.Routes.Contains(request.Route))
        && !Policy.IsOutOfReach(request) && Policy.IsRolledOut(request);
}
