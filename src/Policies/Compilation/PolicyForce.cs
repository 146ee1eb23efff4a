using System.Collections.Frozen;
using SecurityDecisioning.Policies.Scheduling;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>When and where a policy is in force, by the time and the country of the event.</summary>
internal sealed class PolicyForce
{
    private readonly long _expiresMs;
    private readonly FrozenSet<string>? _only;
    private readonly FrozenSet<string>? _except;
    private readonly TimeTable? _schedule;

    private PolicyForce(PolicySummary summary)
    {
        _expiresMs = summary.ExpiresMs ?? long.MaxValue;
        _only = Countries(summary.Jurisdictions?.Only);
        _except = Countries(summary.Jurisdictions?.Except);
        _schedule = summary.Schedule is { } schedule ? new TimeTable(schedule) : null;
    }

    /// <summary>Null where it always is.</summary>
    public static PolicyForce? Of(PolicySummary summary) =>
        summary.ExpiresMs is null && summary.Schedule is null && summary.Jurisdictions is null ? null : new PolicyForce(summary);

    public bool Holds(SecurityEvent request) =>
        request.TimeMs < _expiresMs
        && (_only is null || _only.Contains(request.Country))
        && (_except is null || !_except.Contains(request.Country))
        && (_schedule is null || _schedule.IsOn(request.TimeMs));

    private static FrozenSet<string>? Countries(IReadOnlyList<string>? countries) =>
        countries is null or { Count: 0 } ? null : countries.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
