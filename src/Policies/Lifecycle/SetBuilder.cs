using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Versions to sets that are ready to decide: compiled, every rule evaluated once, and remembered under their hash. Keeps the
/// ones in use, so that a step which changes nothing of a set compiles nothing.
/// </summary>
internal sealed class SetBuilder(VersionStore store, PolicyLifecycleOptions options)
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
        _ready[KeyOf(state.Live, modes)] = live.Set;
        if (staged is not null)
        {
            _ready[KeyOf(state.Staged, modes)] = staged.Set!;
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

        if (_ready.TryGetValue(KeyOf(version, modes), out var ready))
        {
            return new PolicyLoadResult(ready, []);
        }

        if (!store.TryGet(version, out var content))
        {
            return new PolicyLoadResult(null, [new PolicyProblem(
                version, 0, 0, "version-missing", "the documents of this version are not in the store, or were changed there",
                "start a gateway whose log still has them, or propose them again")]);
        }

        var result = PolicyLoader.Build(content.Files, modes, new ProblemList());
        if (result.Set is { } set)
        {
            WarmUp.Run(set);
            store.Remember(set, version, modes);
        }

        return result;
    }

    private static string KeyOf(string version, Dictionary<string, string> modes) =>
        version + string.Concat(modes.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"\n{m.Key}={m.Value}"));
}
