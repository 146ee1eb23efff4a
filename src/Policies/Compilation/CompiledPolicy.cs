using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A policy ready to decide with.</summary>
internal sealed class CompiledPolicy(PolicySummary summary, CompiledRule[] rules)
{
    private readonly FrozenSet<string>? _hosts = summary.Hosts.Count == 0
        ? null
        : summary.Hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public PolicySummary Summary { get; } = summary;

    public CompiledRule[] Rules { get; } = rules;

    public bool MatchesHost(string host) => _hosts is null || _hosts.Contains(host);
}
