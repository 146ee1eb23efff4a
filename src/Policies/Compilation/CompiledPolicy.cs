using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A policy ready to decide with.</summary>
internal sealed class CompiledPolicy(PolicySummary summary, CompiledRule[] rules)
{
    private readonly FrozenSet<string>? _hosts = summary.Hosts.Count == 0
        ? null
        : summary.Hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly uint _methods = summary.Methods.Aggregate(0u, (mask, m) => mask | (1u << (int)RequestMethods.Parse(m)));

    private readonly PathPatterns? _paths = PathPatterns.Of(summary.Paths);

    private readonly PolicyForce? _force = PolicyForce.Of(summary);

    private readonly bool _isLimited = summary.Hosts.Count + summary.Methods.Count + summary.Paths.Count > 0
        || PolicyForce.Of(summary) is not null;

    public PolicySummary Summary { get; } = summary;

    public CompiledRule[] Rules { get; } = rules;

    /// <summary>Where its name sends an account when it is rolled out by percent: see <see cref="RolloutBucket"/>.</summary>
    public ulong RolloutSalt { get; } = RolloutBucket.SaltOf(summary.Name);

    /// <summary>The policy as its own tests meet it: enforced for everybody, whatever its mode and rollout.</summary>
    public CompiledPolicy AsTested() => new(
        Summary with { Mode = PolicyMode.Enforce, Rollout = 100 }, [.. Rules.Select(r => r.In(PolicyMode.Enforce))]);

    public bool MatchesHost(string host) => _hosts is null || _hosts.Contains(host);

    /// <summary>Whether host, method and path are among those it names; operations and routes are the index's.</summary>
    public bool Matches(SecurityEvent request) =>
        (_hosts is null || _hosts.Contains(request.Host))
        && (_methods == 0 || (_methods & (1u << (int)request.Method)) != 0)
        && (_paths is null || _paths.Match(request.Path));

    /// <summary>
    /// Whether it is in force for the request: not expired, within its schedule and within its jurisdictions, all by the
    /// event's own time and country. Out of force it is as if it were off.
    /// </summary>
    public bool IsInForce(SecurityEvent request) => _force is null || _force.Holds(request);

    /// <summary>Whether host, method, path, time or country keep it from this request.</summary>
    public bool IsOutOfReach(SecurityEvent request) => _isLimited && !(Matches(request) && IsInForce(request));

    /// <summary>Whether the request is within the part of the traffic for which it acts; outside it decides in shadow.</summary>
    public bool IsRolledOut(SecurityEvent request) =>
        Summary.Rollout >= 100 || RolloutBucket.IsWithin(request, RolloutSalt, Summary.Rollout);
}
