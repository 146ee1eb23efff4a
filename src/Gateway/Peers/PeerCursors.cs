using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// How far memory holds what the shared log says. A cursor moves only after the record has been taken in, so that a copy never
/// promises more than memory has; what is read twice counts once.
/// </summary>
internal sealed class PeerCursors
{
    private readonly Lock _gate = new();
    private readonly LogCursor[] _cursors = [.. Topics.All.Select(static _ => new LogCursor())];

    /// <summary>For a snapshot, and for a reader that goes on.</summary>
    public LogCursor Copy(Topic topic)
    {
        lock (_gate)
        {
            return _cursors[(int)topic].Copy();
        }
    }

    /// <summary>Begins where a snapshot ends. Before anything is read.</summary>
    public void Start(Topic topic, LogCursor cursor)
    {
        lock (_gate)
        {
            _cursors[(int)topic] = cursor.Copy();
        }
    }

    public void Took(Topic topic, in SharedRecord record)
    {
        lock (_gate)
        {
            _cursors[(int)topic].TryAdvance(record);
        }
    }

    /// <summary>The cluster has lost records or is another one: read it from its beginning.</summary>
    public void Rewind(Topic topic)
    {
        lock (_gate)
        {
            _cursors[(int)topic].Rewind();
        }
    }

    /// <summary>Records passed, own ones included.</summary>
    public long Passed(Topic topic)
    {
        lock (_gate)
        {
            return _cursors[(int)topic].Passed;
        }
    }
}
