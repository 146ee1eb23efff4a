using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Versions as files named by their hash, which is checked whenever one is read: what was changed on disk is no version any more.
/// Beside them, for every set that ever decided, which version with which modes it was, so that its decisions can be made again.
/// </summary>
public sealed class VersionStore
{
    private const int SetHashLength = 16;
    private const int LargestSetFile = 1024 * 1024;
    private readonly string _versions;
    private readonly string _sets;

    /// <param name="folder">Made where it is missing, for its owner only.</param>
    public VersionStore(string folder)
    {
        Folder = folder;
        _versions = Path.Combine(folder, "versions");
        _sets = Path.Combine(folder, "sets");
    }

    public string Folder { get; }

    /// <summary>Whether there is a file of the version; reading it may still find it changed.</summary>
    public bool Has(string version) => IsVersion(version) && File.Exists(PathOf(version));

    /// <summary>Stores documents durably; does nothing where they are there already, whole.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Put(VersionContent content, ReadOnlySpan<byte> packed)
    {
        if (!TryGet(content.Version, out _))
        {
            StoreFile.Replace(PathOf(content.Version), packed);
        }
    }

    /// <summary>The documents of a version; false where they are not there or are not what they were.</summary>
    public bool TryGet(string version, [NotNullWhen(true)] out VersionContent? content)
    {
        content = null;
        return IsVersion(version) && Read(PathOf(version), LifecycleLimits.PackedBytes) is { } packed
            && VersionContent.TryUnpack(packed, version, out content);
    }

    /// <summary>Remembers what a set was made of, before it decides anything.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Remember(PolicySet set, string version, IReadOnlyDictionary<string, string> modes)
    {
        var path = Path.Combine(_sets, set.Hash + ".json");
        if (!File.Exists(path))
        {
            StoreFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new StoredSet(version, modes), JsonSerializerOptions.Web));
        }
    }

    /// <summary>Makes a set that once decided anew, from its version and modes; null where that is not possible any more.</summary>
    /// <param name="hash">The set, as decisions name it: 16 hexadecimal digits.</param>
    public PolicySet? FindSet(string hash)
    {
        if (StoredSetOf(hash) is not { } stored || !TryGet(stored.Version, out var content))
        {
            return null;
        }

        var set = PolicyLoader.Build(content.Files, stored.Modes, new ProblemList()).Set;
        return set?.Hash == hash ? set : null;
    }

    /// <summary>
    /// The sets made of a version that agree with the modes a person or a guard set over its documents, the one remembered last first:
    /// their hashes.
    /// </summary>
    public IReadOnlyList<string> SetsOf(string version, IReadOnlyDictionary<string, ModeOverride> modes) =>
    [
        .. Names(_sets, ".json").Where(set => StoredSetOf(set) is { } stored && stored.Version == version
                && modes.All(m => stored.Modes.GetValueOrDefault(m.Key) == PolicyModes.NameOf(m.Value.Mode)))
            .OrderByDescending(set => File.GetLastWriteTimeUtc(Path.Combine(_sets, set + ".json")))
            .ThenBy(set => set, StringComparer.Ordinal),
    ];

    /// <summary>Deletes versions that <paramref name="keep"/> does not want, and the sets made of them.</summary>
    /// <returns>The versions that went.</returns>
    public IReadOnlyList<string> Prune(Func<string, bool> keep)
    {
        var gone = Names(_versions, ".policies").Where(v => !keep(v)).ToList();
        foreach (var version in gone)
        {
            File.Delete(PathOf(version));
        }

        foreach (var set in Names(_sets, ".json"))
        {
            var path = Path.Combine(_sets, set + ".json");
            if (Read(path, LargestSetFile) is { } json && VersionOf(json) is { } version && gone.Contains(version))
            {
                File.Delete(path);
            }
        }

        return gone;
    }

    private StoredSet? StoredSetOf(string hash)
    {
        if (hash.Length != SetHashLength || !hash.All(char.IsAsciiHexDigitLower)
            || Read(Path.Combine(_sets, hash + ".json"), LargestSetFile) is not { } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<StoredSet>(json, JsonSerializerOptions.Web) is { Version: not null, Modes: not null } stored
                ? stored
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? VersionOf(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredSet>(json, JsonSerializerOptions.Web)?.Version;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Names(string folder, string ending) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + ending).Select(p => Path.GetFileNameWithoutExtension(p))]
        : [];

    private static byte[]? Read(string path, int most)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > most)
            {
                return null;
            }

            var bytes = new byte[file.Length];
            return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string PathOf(string version) => Path.Combine(_versions, version + ".policies");

    private static bool IsVersion(string text) =>
        text.Length == LifecycleLimits.VersionLength && text.All(char.IsAsciiHexDigitLower);

    private sealed record StoredSet(string Version, IReadOnlyDictionary<string, string> Modes);
}
