using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>
/// Reads a folder of documents whenever it changes, and keeps what is wrong with it until it is right again. It makes nothing of the
/// documents: whoever checks them says what was found (<see cref="Found"/>), so that a change is loaded once.
/// </summary>
public sealed class WatchedFolder : IDisposable
{
    private readonly Lock _gate = new();
    private readonly WatchedFolderOptions _options;
    private readonly ILogger<WatchedFolder> _logger;
    private readonly PolicyMetrics? _metrics;
    private readonly ITimer _debounce;
    private readonly ITimer _check;
    private FileSystemWatcher? _watcher;
    private byte[] _seen;
    private FolderReading _last;
    private IReadOnlyList<PolicyProblem> _problems;
    private bool _isDisposed;

    /// <summary>Reads the folder and begins to watch it.</summary>
    public WatchedFolder(
        WatchedFolderOptions options, TimeProvider clock, ILogger<WatchedFolder> logger, PolicyMetrics? metrics = null)
    {
        _options = options;
        _logger = logger;
        _metrics = metrics;
        (_last, _seen) = ReadFolder();
        _problems = _last.Problems;
        _debounce = clock.CreateTimer(_ => CheckNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _check = clock.CreateTimer(_ => CheckNow(), null, options.CheckEvery, options.CheckEvery);
        Watch();
    }

    /// <summary>The folder as last read.</summary>
    public FolderReading Last => Volatile.Read(ref _last);

    /// <summary>What is wrong with the folder; empty where it was found to be right, and before anybody looked.</summary>
    public IReadOnlyList<PolicyProblem> Problems => Volatile.Read(ref _problems);

    /// <summary>Called, on the reading thread, after the documents changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>Reads the folder and, where it changed, says so.</summary>
    public void CheckNow()
    {
        var hasChanged = false;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            var (reading, fingerprint) = ReadFolder();
            if (!fingerprint.AsSpan().SequenceEqual(_seen))
            {
                _seen = fingerprint;
                Volatile.Write(ref _last, reading);
                if (reading.Problems.Count > 0)
                {
                    Refuse(reading.Problems);
                }

                hasChanged = true;
            }

            EnsureWatched();
        }

        if (hasChanged)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Takes note of what the checks of a reading found; of one that is not the last any more, nothing.</summary>
    /// <param name="reading">What was checked: one without problems of its own.</param>
    /// <param name="problems">What keeps it from being a set; empty where it is one.</param>
    public void Found(FolderReading reading, IReadOnlyList<PolicyProblem> problems)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(reading, _last))
            {
                return;
            }

            if (problems.Count > 0)
            {
                Refuse(problems);
                return;
            }

            Volatile.Write(ref _problems, []);
            _metrics?.Loaded();
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

    private void Refuse(IReadOnlyList<PolicyProblem> problems)
    {
        Volatile.Write(ref _problems, problems);
        _metrics?.Refused();
        Log.PoliciesRefused(_logger, problems.Count);
        foreach (var problem in problems)
        {
            Log.PolicyProblem(_logger, problem.ToString());
        }
    }

    private (FolderReading Reading, byte[] Fingerprint) ReadFolder()
    {
        var found = new ProblemList();
        var files = PolicyFolder.Read(_options.Folder, found);
        var problems = found.ToList();
        return (new FolderReading(VersionContent.Of(files), problems), Fingerprint(files, problems));
    }

    private static byte[] Fingerprint(IReadOnlyList<PolicyFile> files, IReadOnlyList<PolicyProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)));
            hash.AppendData(SHA256.HashData(file.Bytes));
        }

        foreach (var problem in problems)
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
