using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>
/// Keeps the live set in step with a folder. The first load must succeed; after that a bad set never replaces a good one, and
/// its problems are kept in <see cref="State"/> until the documents are right again.
/// </summary>
public sealed class PolicySource : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PolicySourceOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<PolicySource> _logger;
    private readonly PolicyMetrics? _metrics;
    private readonly ITimer _debounce;
    private readonly ITimer _check;
    private FileSystemWatcher? _watcher;
    private byte[] _seen;
    private PolicySourceState _state;
    private VersionContent _content;
    private bool _isDisposed;

    /// <summary>Loads the folder and begins to watch it.</summary>
    /// <exception cref="PolicyLoadException">The documents are no set; the exception tells every problem.</exception>
    public PolicySource(PolicySourceOptions options, TimeProvider clock, ILogger<PolicySource> logger, PolicyMetrics? metrics = null)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _metrics = metrics;
        var (files, problems) = ReadFolder();
        _seen = Fingerprint(files, problems);
        var result = PolicyLoader.Build(files, options.Modes, problems);
        if (result.Set is null && options.IsRequired)
        {
            throw new PolicyLoadException(result.Problems);
        }

        var set = result.Set ?? PolicySet.Empty;
        _content = VersionContent.Of(files);
        Holder = new PolicySetHolder(set);
        _state = new PolicySourceState(set.Hash, clock.GetUtcNow(), result.Problems, clock.GetUtcNow());
        Log.PoliciesLoaded(logger, set.Policies.Count, set.Policies.Sum(p => p.Rules.Count), set.Hash);
        metrics?.Loaded(set.Policies.Count);
        _debounce = clock.CreateTimer(_ => CheckNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _check = clock.CreateTimer(_ => CheckNow(), null, options.CheckEvery, options.CheckEvery);
        Watch();
    }

    public PolicySetHolder Holder { get; }

    /// <summary>The documents as last read, right or wrong.</summary>
    public VersionContent Content => Volatile.Read(ref _content);

    /// <summary>Called, on the reading thread, after the documents changed.</summary>
    public Action? Changed { get; set; }

    public PolicySet Current => Holder.Current;

    public PolicySourceState State => Volatile.Read(ref _state);

    /// <summary>Reads the folder and, where it changed, puts the new set in place or keeps its problems.</summary>
    public void CheckNow()
    {
        var hasChanged = false;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            var (files, problems) = ReadFolder();
            var fingerprint = Fingerprint(files, problems);
            if (!fingerprint.AsSpan().SequenceEqual(_seen))
            {
                _seen = fingerprint;
                Volatile.Write(ref _content, VersionContent.Of(files));
                Apply(PolicyLoader.Build(files, _options.Modes, problems));
                hasChanged = true;
            }

            EnsureWatched();
        }

        if (hasChanged)
        {
            Changed?.Invoke();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _watcher?.Dispose();
            _debounce.Dispose();
            _check.Dispose();
        }
    }

    private void Apply(PolicyLoadResult result)
    {
        var now = _clock.GetUtcNow();
        if (result.Set is not { } set)
        {
            _state = _state with { Problems = result.Problems, CheckedAt = now };
            _metrics?.Refused();
            Log.PoliciesRefused(_logger, result.Problems.Count, _state.Hash);
            foreach (var problem in result.Problems)
            {
                Log.PolicyProblem(_logger, problem.ToString());
            }

            return;
        }

        Holder.Replace(set);
        _state = new PolicySourceState(set.Hash, now, [], now);
        _metrics?.Loaded(set.Policies.Count);
        Log.PoliciesLoaded(_logger, set.Policies.Count, set.Policies.Sum(p => p.Rules.Count), set.Hash);
    }

    private (IReadOnlyList<PolicyFile> Files, ProblemList Problems) ReadFolder()
    {
        var problems = new ProblemList();
        return (PolicyFolder.Read(_options.Folder, problems), problems);
    }

    private static byte[] Fingerprint(IReadOnlyList<PolicyFile> files, ProblemList problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)));
            hash.AppendData(SHA256.HashData(file.Bytes));
        }

        foreach (var problem in problems.ToList())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(problem.ToString()));
        }

        return hash.GetHashAndReset();
    }

    private void Watch()
    {
        try
        {
            _watcher = new FileSystemWatcher(_options.Folder) { IncludeSubdirectories = true };
            _watcher.Changed += OnChanged;
            _watcher.Created += OnChanged;
            _watcher.Deleted += OnChanged;
            _watcher.Renamed += OnChanged;
            _watcher.Error += OnError;
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // No watches left on this machine, or no folder: the periodic comparison goes on.
            Log.WatchFailed(_logger, e.Message);
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    private void EnsureWatched()
    {
        if (_watcher is null && Directory.Exists(_options.Folder))
        {
            Watch();
        }
    }

    private void OnChanged(object sender, FileSystemEventArgs change) => Postpone();

    private void OnError(object sender, ErrorEventArgs error)
    {
        Log.WatchFailed(_logger, error.GetException().Message);
        lock (_gate)
        {
            _watcher?.Dispose();
            _watcher = null;
        }

        Postpone();
    }

    private void Postpone()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _debounce.Change(_options.Debounce, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
