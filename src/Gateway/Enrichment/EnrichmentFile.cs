using SecurityDecisioning.Features.Enrichment.Mmdb;
using SecurityDecisioning.Features.Enrichment.Networks;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>One file and what was last read from it. A version that cannot be read never replaces one that could.</summary>
internal sealed class EnrichmentFile(string name, string path, EnrichmentPart part, NetworkTraits traits, string scratch)
{
    /// <summary>Turns to wait after the disk failed: a copy of a large database is no work to do over and over.</summary>
    private const int Patience = 15;

    private FileStamp _tried;
    private FileStamp _seen;
    private int _wait;

    /// <summary>What people call it: <c>city</c>, <c>tor</c>.</summary>
    public string Name => name;

    public string Path => path;

    public EnrichmentPart Part => part;

    /// <summary>What a list says of its networks.</summary>
    public NetworkTraits Traits => traits;

    public MmdbReader? Database { get; private set; }

    public NetworkList? List { get; private set; }

    public bool IsLoaded => Database is not null || List is not null;

    /// <summary>Why the newest version is not in use, or what is wrong in it; null where all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>In a few words, for people: what is in use.</summary>
    public string Words => Database is { Metadata: var metadata }
        ? $"{name}: {metadata.DatabaseType} of {metadata.Built:yyyy-MM-dd}"
        : List is { Count: var count } ? $"{name}: {count:N0} network{(count == 1 ? "" : "s")}" : $"{name}: not loaded";

    /// <summary>
    /// Reads the file where it changed. One that is being written is left alone until it looks the same twice in a row.
    /// </summary>
    /// <param name="settle">False at start, when there is nothing to lose.</param>
    public EnrichmentChange Refresh(bool settle)
    {
        try
        {
            var stamp = FileStamp.Of(path);
            if (stamp != _seen)
            {
                _seen = stamp;
                _wait = 0;
                if (settle)
                {
                    return EnrichmentChange.None;
                }
            }
            else if (stamp == _tried || _wait-- > 0)
            {
                return EnrichmentChange.None;
            }

            Load();
            _tried = stamp;
            return EnrichmentChange.Loaded;
        }
        catch (Exception e) when (e is MmdbFormatException or InvalidDataException)
        {
            // The same bytes will not get better.
            _tried = _seen;
            return Refuse(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _tried = default;
            _wait = Patience;
            return Refuse(e.Message);
        }
    }

    private void Load()
    {
        if (part == EnrichmentPart.List)
        {
            List = NetworkList.Load(path);
            Problem = List.ErrorCount > 0 ? $"{List.ErrorCount} lines are left out: {List.Errors[0]}"
                : List.Count == 0 ? "the list is empty"
                : null;
        }
        else
        {
            Database = MmdbReader.Open(path, scratch);
            Problem = null;
        }
    }

    private EnrichmentChange Refuse(string reason)
    {
        var problem = IsLoaded ? $"the last good version stays: {reason}" : reason;
        if (problem == Problem)
        {
            return EnrichmentChange.None;
        }

        Problem = problem;
        return EnrichmentChange.Refused;
    }
}
