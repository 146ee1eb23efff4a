using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Versions to sets that are ready to decide: the very ones that were checked, every rule evaluated once, and remembered under their
/// hash. Keeps the ones in use, so that a step which changes nothing of a set makes nothing.
/// </summary>
internal sealed class SetBuilder(VersionStore store, VersionChecks checks, PolicyLifecycleOptions options)
{
    private readonly Dictionary<string, PolicySet> _ready = new(StringComparer.Ordinal);

    /// <summary>The sets of a state, or why they cannot be made.</summary>
    public BuiltSets Build(LifecycleState state)
    {
        var modes = ModesOf(state);
        var live = SetOf(state.Live, modes);
        var staged = state.Staged.Length > 0 ? SetOf(state.Staged, modes) : (PolicyLoadResult?)null;
        if (live.Set is null || staged is { Set: null })
        {
            return new BuiltSets(null, null, [.. live.Problems, .. staged?.Problems ?? []]);
        }

        _ready.Clear();
        _ready[VersionChecks.KeyOf(state.Live, modes)] = live.Set;
        if (staged is not null)
        {
            _ready[VersionChecks.KeyOf(state.Staged, modes)] = staged.Set!;
        }

        return new BuiltSets(live.Set, staged?.Set, []);
    }

    /// <summary>The configuration's modes with the lifecycle's over them: an exact name beats a pattern.</summary>
    public Dictionary<string, string> ModesOf(LifecycleState state)
    {
        var modes = new Dictionary<string, string>(options.Modes, StringComparer.Ordinal);
        foreach (var (policy, set) in state.Modes)
        {
            modes[policy] = PolicyModes.NameOf(set.Mode);
        }

        return modes;
    }

    private PolicyLoadResult SetOf(string version, Dictionary<string, string> modes)
    {
        if (version.Length == 0)
        {
            return new PolicyLoadResult(PolicySet.Empty, []);
        }

        var key = VersionChecks.KeyOf(version, modes);
        if (_ready.TryGetValue(key, out var ready))
        {
            return new PolicyLoadResult(ready, []);
        }

        // The store is asked although the set may be remembered: what goes live must be there, whole, after a restart as well.
        if (!store.TryGet(version, out var content))
        {
            return new PolicyLoadResult(null, [new PolicyProblem(
                version, 0, 0, "version-missing", "the documents of this version are not in the store, or were changed there",
                "start a gateway whose log still has them, or propose them again")]);
        }

        var check = checks.Of(content, modes);
        if (check.Set is { } set)
        {
            WarmUp.Run(set);
            store.Remember(set, version, modes);
        }

        return new PolicyLoadResult(check.Set, check.Problems) { Warnings = check.Warnings };
    }
}
