using System.Collections.Immutable;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>Where the versions stand after some steps. There is at most one live version and at most one staged one.</summary>
public sealed record LifecycleState
{
    public static LifecycleState Initial { get; } = new();

    public PolicyRegime Regime { get; init; }

    /// <summary>The version that decides, but for the staged one's share; empty before the first.</summary>
    public string Live { get; init; } = "";

    /// <summary>The version that is being rolled out; empty where none is.</summary>
    public string Staged { get; init; } = "";

    /// <summary>The staged version's share of the traffic in hundredths of a percent; 0 is shadow.</summary>
    public int Share { get; init; }

    /// <summary>When the staged version came to its share.</summary>
    public long StagedMs { get; init; }

    /// <summary>Whether a rollback keeps the live version against the watched folder.</summary>
    public bool IsPinned { get; init; }

    public ImmutableDictionary<string, VersionState> Versions { get; init; } = ImmutableDictionary.Create<string, VersionState>(
        StringComparer.Ordinal);

    /// <summary>Policies that are weaker than their documents say, by name.</summary>
    public ImmutableSortedDictionary<string, ModeOverride> Modes { get; init; } =
        ImmutableSortedDictionary.Create<string, ModeOverride>(StringComparer.Ordinal);

    public bool NeedsApproval => (Regime & PolicyRegime.NeedsApproval) != 0;

    /// <summary>The version that was live before the live one and can be gone back to; null where there is none.</summary>
    public string? Before => Versions.Values
        .Where(v => v.WasLive && v.Version != Live && v.Status != VersionStatus.Rejected)
        .OrderByDescending(v => v.LiveMs).ThenBy(v => v.Version, StringComparer.Ordinal).FirstOrDefault()?.Version;

    public VersionState? Find(string version) => Versions.GetValueOrDefault(version);
}
