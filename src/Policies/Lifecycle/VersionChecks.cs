using System.Diagnostics.CodeAnalysis;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// What the checks of versions found, remembered: a version is named by the hash of its documents, so one that was read, compiled,
/// proved and tested under the same modes need not be again, whoever asks: the folder, a proposal, the step that puts it in place,
/// somebody who looks at it. Bounded by number and by what the documents weigh; one load at a time, so that however many ask, a
/// load takes one core from requests.
/// </summary>
internal sealed class VersionChecks
{
    private const int Most = 8;
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly Lock _loading = new();
    private readonly Lock _gate = new();

    /// <summary>The one asked for last is the last.</summary>
    private readonly List<(string Key, long Bytes, VersionCheck Check)> _kept = [];

    /// <summary>How many are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count;
            }
        }
    }

    public VersionCheck Of(VersionContent content, IReadOnlyDictionary<string, string> modes)
    {
        var key = KeyOf(content.Version, modes);
        if (TryFind(key, out var known))
        {
            return known;
        }

        lock (_loading)
        {
            if (TryFind(key, out known))
            {
                return known;
            }

            using var pace = LoadPace.Begin();
            var check = VersionCheck.Of(content, modes);
            Keep(key, content.Files.Sum(static f => (long)f.Bytes.Length), check);
            return check;
        }
    }

    /// <summary>The set of this hash; null where it is not remembered.</summary>
    public PolicySet? FindSet(string hash)
    {
        lock (_gate)
        {
            return _kept.Find(k => k.Check.Set?.Hash == hash).Check?.Set;
        }
    }

    /// <summary>A version and what is set over its documents' modes.</summary>
    public static string KeyOf(string version, IReadOnlyDictionary<string, string> modes) =>
        version + string.Concat(modes.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"\n{m.Key}={m.Value}"));

    private bool TryFind(string key, [NotNullWhen(true)] out VersionCheck? check)
    {
        lock (_gate)
        {
            var at = _kept.FindIndex(k => k.Key == key);
            check = at < 0 ? null : _kept[at].Check;
            if (at >= 0 && at < _kept.Count - 1)
            {
                var found = _kept[at];
                _kept.RemoveAt(at);
                _kept.Add(found);
            }

            return check is not null;
        }
    }

    private void Keep(string key, long bytes, VersionCheck check)
    {
        lock (_gate)
        {
            _kept.Add((key, bytes, check));
            while (_kept.Count > Most || (_kept.Count > 1 && _kept.Sum(static k => k.Bytes) > MostBytes))
            {
                _kept.RemoveAt(0);
            }
        }
    }
}
