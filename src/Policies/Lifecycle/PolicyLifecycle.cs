using Microsoft.Extensions.Logging;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// The one place where versions of the policies come, are judged, go live and go back. A step is checked, the sets it leads to are
/// compiled and warmed, it is made durable, and only then does it count: for requests by one exchanged reference, for the caller by
/// the answer. One step at a time; requests never wait for one.
/// </summary>
public sealed partial class PolicyLifecycle : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly LifecycleHistory _history = new();
    private readonly PolicyLifecycleOptions _options;
    private readonly VersionStore _store;
    private readonly LifecycleJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyLifecycle> _logger;
    private readonly PolicyMetrics? _metrics;
    private readonly VersionChecks _checks = new();
    private readonly SetBuilder _builder;
    private readonly SeenFolder _seen;
    private LifecycleState _state = LifecycleState.Initial;
    private IReadOnlyList<(PolicyEvent Step, bool Counts)> _steps = [];
    private IReadOnlyList<PolicyProblem> _problems = [];
    private FolderVersion? _folder;
    private bool _isStarted;

    public PolicyLifecycle(
        PolicyLifecycleOptions options,
        VersionStore store,
        LifecycleJournal journal,
        TimeProvider time,
        ILogger<PolicyLifecycle> logger,
        PolicyMetrics? metrics = null)
    {
        _options = options;
        _store = store;
        _journal = journal;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _builder = new SetBuilder(store, _checks, options);
        _seen = new SeenFolder(store.Folder);
    }

    /// <summary>What requests are decided with.</summary>
    public PolicyRollout Rollout { get; } = new(PolicySet.Empty);

    /// <summary>Whether a version was live when the process before this one ended.</summary>
    public bool HasLive => _history.State.Live.Length > 0;

    /// <summary>Whether steps can be taken.</summary>
    public bool IsStarted => Volatile.Read(ref _isStarted);

    /// <summary>Whether the configuration asks for approvals.</summary>
    public bool NeedsApproval => (_options.Regime & PolicyRegime.NeedsApproval) != 0;

    /// <summary>Where the versions stand.</summary>
    public LifecycleState State => Volatile.Read(ref _state);

    /// <summary>Every step kept with whether it counted, oldest first.</summary>
    public IReadOnlyList<(PolicyEvent Step, bool Counts)> Steps => Volatile.Read(ref _steps);

    /// <summary>Why requests are decided with sets other than the state's; empty where they are not.</summary>
    public IReadOnlyList<PolicyProblem> Problems => Volatile.Read(ref _problems);

    /// <summary>The documents of a version; null where the store does not have them, whole.</summary>
    public VersionContent? ContentOf(string version) => _store.TryGet(version, out var content) ? content : null;

    /// <summary>
    /// Loads, proves and tests a version under the modes that it would decide with now; what was found before is remembered.
    /// </summary>
    public VersionCheck Check(VersionContent content) => _checks.Of(content, _builder.ModesOf(IsStarted ? State : _history.State));

    /// <summary>A set that decided once, by the hash that decisions name; null where it is not known any more.</summary>
    public PolicySet? FindSet(string hash)
    {
        var (live, staged) = (Rollout.Live, Rollout.Staged);
        return live.Hash == hash ? live : staged?.Hash == hash ? staged : _checks.FindSet(hash) ?? _store.FindSet(hash);
    }

    /// <summary>Before <see cref="StartAsync"/>: takes in what the log has of the past.</summary>
    public void Restore(PolicyEvent step) => _history.Add(step);

    /// <summary>
    /// Before <see cref="StartAsync"/>: takes in documents of the log. What was changed on disk is written anew from them.
    /// </summary>
    public void Restore(PolicyContent content)
    {
        if (VersionContent.TryUnpack(content.Packed, content.Version, out var documents))
        {
            _store.Put(documents, content.Packed.Span);
        }
    }

    /// <summary>
    /// Puts the restored state in place, under the rules of the configuration. The folder goes live where nothing is live yet, and
    /// where it changed while nothing ran and the rules ask for no approval; else it is a draft.
    /// </summary>
    /// <param name="folder">What the watched folder holds and whose it is; null where it cannot be read.</param>
    /// <returns>What keeps a set from being live; empty where one is.</returns>
    public async Task<IReadOnlyList<PolicyProblem>> StartAsync(FolderVersion? folder)
    {
        Volatile.Write(ref _isStarted, true);
        Publish();
        if (folder is not null)
        {
            // Heals a store that lost or changed what the folder still has.
            _store.Put(folder.Content, folder.Content.Pack());
        }

        if (State.Regime != _options.Regime || _history.Steps.Count == 0)
        {
            await DoAsync(s => Step(s, PolicyEventKind.Configured, PolicyVia.Start, "configuration", RegimeWords()) with
            {
                Regime = _options.Regime,
            });
        }

        Volatile.Write(ref _folder, folder);
        IReadOnlyList<PolicyProblem> wrong = [];
        if (folder is not null && (State.Live.Length == 0 || !_seen.Is(folder.Content.Version)))
        {
            wrong = (await FolderChangedAsync(folder)).Problems;
        }

        var built = _builder.Build(State);
        if (built.Live is { } live && State.Live.Length > 0)
        {
            PutInPlace(State, live, built.Staged);
            return [];
        }

        return built.Problems.Count > 0 ? built.Problems : wrong.Count > 0 ? wrong : [NothingLive];
    }

    /// <summary>
    /// Decides with the folder's documents until the shared log has been read: what it says would count before them. Nothing is
    /// recorded of it, and no step is taken until <see cref="StartAsync"/>.
    /// </summary>
    /// <returns>What keeps it from being a set.</returns>
    public IReadOnlyList<PolicyProblem> DecideMeanwhileWith(VersionContent folder)
    {
        _store.Put(folder, folder.Pack());
        var state = LifecycleState.Initial with { Live = folder.Version };
        var built = _builder.Build(state);
        if (built.Live is { } live)
        {
            PutInPlace(state, live, null);
        }

        return built.Problems;
    }

    /// <summary>A change of the watched folder: live at once, or a draft, as the rules have it.</summary>
    public async Task<LifecycleAnswer> FolderChangedAsync(FolderVersion folder)
    {
        Volatile.Write(ref _folder, folder);
        var answer = State is { NeedsApproval: true, Live.Length: > 0 }
            ? await ProposeFolderAsync(folder)
            : await DoAsync(
                s => Step(s, PolicyEventKind.Adopted, folder.Via, folder.Authors[0], folder.Why) with
                {
                    To = folder.Content.Version, Commit = folder.Commit, Checks = folder.Check.Counts,
                },
                folder.Content);
        if (answer.IsDone || State.Find(folder.Content.Version) is not null)
        {
            _seen.Set(folder.Content.Version);
        }

        return answer;
    }

    /// <summary>A peer's step: it counts here as it does there, as soon as its documents are here.</summary>
    public async Task TakeAsync(PolicyEvent step)
    {
        await _gate.WaitAsync();
        try
        {
            if (_history.Add(step) && _isStarted)
            {
                Publish();
                Rebuild();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A peer's documents.</summary>
    public async Task TakeAsync(PolicyContent content)
    {
        await _gate.WaitAsync();
        try
        {
            Restore(content);
            if (_isStarted && _problems.Count > 0)
            {
                Rebuild();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<LifecycleAnswer> ProposeFolderAsync(FolderVersion folder)
    {
        var answer = LifecycleAnswer.Refused("Nobody is named as its author.");
        foreach (var author in folder.Authors)
        {
            if (State.Find(folder.Content.Version)?.Proposers.Contains(author) == true)
            {
                continue;
            }

            answer = await ProposeAsync(folder.Content, folder.Via, author, folder.Why, folder.Commit);
        }

        foreach (var approver in folder.Approvers)
        {
            var approval = await ApproveAsync(folder.Content.Version, folder.Via, approver, $"named in commit {folder.Commit}");
            if (approval.IsDone)
            {
                break;
            }
        }

        return answer;
    }

    private async Task<LifecycleAnswer> DoAsync(Func<LifecycleState, PolicyEvent> make, VersionContent? content = null)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_isStarted)
            {
                return LifecycleAnswer.Refused("The shared log has not been read yet; try again in a moment.");
            }

            var step = make(State);
            if (LifecycleRules.Refusal(State, step) is { } refusal)
            {
                return LifecycleAnswer.Refused(refusal);
            }

            var packed = content?.Pack() ?? [];
            if (packed.Length > LifecycleLimits.PackedBytes)
            {
                return LifecycleAnswer.Refused($"The documents have more than {LifecycleLimits.PackedBytes} bytes when packed.");
            }

            if (content is not null)
            {
                _store.Put(content, packed);
            }

            var next = LifecycleFold.Apply(State, step);
            var built = _builder.Build(next);
            if (built.Problems.Count > 0 && ChangesWhatDecides(State, next))
            {
                return LifecycleAnswer.Refused("The version it leads to does not load.", built.Problems);
            }

            await _journal(step, content is null ? null : new PolicyContent(content.Version, packed));
            _history.Add(step);
            Publish();
            if (built.Live is { } live)
            {
                PutInPlace(next, live, built.Staged);
            }

            await ForgetAsync();
            Log.LifecycleStep(_logger, step.Kind, step.To.Length > 0 ? step.To[..16] : "-", step.Via);
            _metrics?.Stepped(step.Kind);
            return LifecycleAnswer.Done(step);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static bool ChangesWhatDecides(LifecycleState before, LifecycleState after) =>
        before.Live != after.Live || before.Staged != after.Staged || before.Share != after.Share
        || !ReferenceEquals(before.Modes, after.Modes);

    /// <summary>Versions that the state let go of are deleted here and in the log.</summary>
    private async Task ForgetAsync()
    {
        if (State.Versions.Count < LifecycleLimits.Versions)
        {
            return;
        }

        foreach (var version in _store.Prune(State.Versions.ContainsKey))
        {
            await _journal(null, new PolicyContent(version, default));
        }
    }

    private void Publish()
    {
        Volatile.Write(ref _state, _history.State);
        Volatile.Write(ref _steps, _history.Steps);
    }

    private void Rebuild()
    {
        var built = _builder.Build(State);
        if (built.Live is { } live)
        {
            PutInPlace(State, live, built.Staged);
            return;
        }

        Volatile.Write(ref _problems, built.Problems);
        Log.VersionNotInPlace(_logger, built.Problems.Count > 0 ? built.Problems[0].ToString() : "");
    }

    private void PutInPlace(LifecycleState state, PolicySet live, PolicySet? staged)
    {
        var isNew = live.Hash != Rollout.Live.Hash;
        Rollout.Replace(live, staged, state.Staged, state.Share, _options.Rehearsed);
        Volatile.Write(ref _problems, []);
        _metrics?.Live(live.Policies.Count);
        if (isNew)
        {
            Log.PoliciesLive(_logger, live.Policies.Count, live.Policies.Sum(p => p.Rules.Count), live.Hash);
        }
    }

    private PolicyEvent Step(LifecycleState state, PolicyEventKind kind, PolicyVia via, string by, string why) => new()
    {
        // Never before what is known: a clock that went back must not put a step before the one it follows.
        Id = EventId.New(Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds(), _history.LastMs + 1)),
        Kind = kind,
        Via = via,
        By = by.Trim(),
        Why = why.Trim(),
        From = state.Live,
    };

    private string RegimeWords() => (_options.Regime & PolicyRegime.NeedsApproval) == 0
        ? "The watched folder is live at once."
        : (_options.Regime & PolicyRegime.SelfApproval) == 0
            ? "Nothing goes live without a second person's approval."
            : "Nothing goes live without an approval, which may be one's own.";

    private static PolicyProblem NothingLive { get; } =
        new("", 0, 0, "nothing-live", "no version is live and the folder holds none", "put policies into the folder");
}
