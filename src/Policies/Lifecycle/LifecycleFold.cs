namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>Steps to state. Pure: the same steps in the same order are the same state, on every gateway.</summary>
public static class LifecycleFold
{
    /// <summary>The state after <paramref name="step"/>; unchanged where <see cref="LifecycleRules"/> refuse it.</summary>
    public static LifecycleState Apply(LifecycleState state, PolicyEvent step) =>
        LifecycleRules.Refusal(state, step) is null ? Bounded(Take(state, step)) : state;

    private static LifecycleState Take(LifecycleState state, PolicyEvent step) => step.Kind switch
    {
        PolicyEventKind.Configured => state with { Regime = step.Regime },
        PolicyEventKind.Proposed => With(state, Handed(state, step)),
        PolicyEventKind.Approved => With(state, Judged(state, step, VersionStatus.Approved)),
        PolicyEventKind.Rejected => With(state, Judged(state, step, VersionStatus.Rejected)),
        PolicyEventKind.Staged => With(state, state.Find(step.To)! with { TouchedMs = step.TimeMs }) with
        {
            Staged = step.To, Share = step.Share, StagedMs = step.TimeMs,
        },
        PolicyEventKind.Promoted => Live(state, state.Find(step.To)!, step) with { IsPinned = false },
        PolicyEventKind.Withdrawn => Unstaged(state),
        PolicyEventKind.RolledBack => Unstaged(Live(state, state.Find(step.To)!, step)) with { IsPinned = true },
        PolicyEventKind.Adopted => Adopted(state, step),
        PolicyEventKind.Released => state with { IsPinned = false },
        PolicyEventKind.ModeSet => state with
        {
            Modes = step.Mode is { } mode
                ? state.Modes.SetItem(step.Policy, new ModeOverride(mode, step.By, step.Why, step.TimeMs))
                : state.Modes.Remove(step.Policy),
        },
        _ => state,
    };

    private static VersionState Handed(LifecycleState state, PolicyEvent step)
    {
        var known = state.Find(step.To) ?? new VersionState { Version = step.To, ProposedMs = step.TimeMs };
        return known with
        {
            Status = VersionStatus.Draft,
            Proposers = known.Proposers.Count < LifecycleLimits.Proposers ? known.Proposers.Add(step.By) : known.Proposers,
            // What a person said of it says more than that a folder changed.
            Why = known.Why.Length > 0 && step.Via is PolicyVia.Folder ? known.Why : step.Why,
            Commit = step.Commit.Length > 0 ? step.Commit : known.Commit,
            Checks = step.Checks,
            Expectation = step.Expectation ?? known.Expectation,
            JudgedBy = "",
            TouchedMs = step.TimeMs,
        };
    }

    private static VersionState Judged(LifecycleState state, PolicyEvent step, VersionStatus status) =>
        state.Find(step.To)! with { Status = status, JudgedBy = step.By, TouchedMs = step.TimeMs };

    /// <summary>The folder's word: live at once, unless a rollback keeps another version; then it waits for the release.</summary>
    private static LifecycleState Adopted(LifecycleState state, PolicyEvent step)
    {
        // It went live because the rules ask for nobody's approval: under rules that do, it has to be approved like any other.
        var approved = state.Find(step.To) is { Status: VersionStatus.Approved };
        var version = Handed(state, step) with { Status = approved ? VersionStatus.Approved : VersionStatus.Draft };
        return state.IsPinned ? With(state, version) : Live(state, version, step);
    }

    private static LifecycleState Live(LifecycleState state, VersionState version, PolicyEvent step)
    {
        var next = With(state, version with { LiveMs = step.TimeMs, TouchedMs = step.TimeMs }) with { Live = step.To };
        return state.Staged == step.To ? Unstaged(next) : next;
    }

    private static LifecycleState Unstaged(LifecycleState state) => state with { Staged = "", Share = 0, StagedMs = 0 };

    private static LifecycleState With(LifecycleState state, VersionState version) =>
        state with { Versions = state.Versions.SetItem(version.Version, version) };

    /// <summary>Drafts that nobody took up go first, then versions that have not been live for longest.</summary>
    private static LifecycleState Bounded(LifecycleState state)
    {
        if (state.Versions.Count <= LifecycleLimits.Versions)
        {
            return state;
        }

        var gone = state.Versions.Values
            .Where(v => v.Version != state.Live && v.Version != state.Staged)
            .OrderBy(v => v.WasLive).ThenBy(v => v.TouchedMs).ThenBy(v => v.Version, StringComparer.Ordinal)
            .First();
        return state with { Versions = state.Versions.Remove(gone.Version) };
    }
}
