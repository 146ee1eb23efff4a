using SecurityDecisioning.Gateway.Snapshots;
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
    private SharedPosition? _held;

    /// <summary>Events of peers that features hold, restrictions and verdicts likewise, for a snapshot.</summary>
    /// <param name="origin">Which log this gateway writes.</param>
    public SharedPosition Copy(ulong origin)
    {
        lock (_gate)
        {
            return new SharedPosition(
                origin, _cursors[(int)Topic.Events].Copy(), _cursors[(int)Topic.Restrictions].Copy(),
                _cursors[(int)Topic.Verdicts].Copy(), _held?.Held ?? []);
        }
    }

    /// <summary>For a reader that goes on.</summary>
    public LogCursor Copy(Topic topic)
    {
        lock (_gate)
        {
            return _cursors[(int)topic].Copy();
        }
    }

    /// <summary>
    /// Memory holds what a snapshot does: events go on where it ends. Restrictions and cases are read from their beginning at every
    /// start, for the ledgers, and <see cref="Holds"/> tells which of them count already. Before anything is read.
    /// </summary>
    public void Start(SharedPosition held)
    {
        lock (_gate)
        {
            _held = held;
            _cursors[(int)Topic.Events] = held.Events.Copy();
        }
    }

    /// <summary>Whether the snapshot that memory began with holds what the record says.</summary>
    public bool Holds(Topic topic, in SharedRecord record)
    {
        if (_held is not { } held)
        {
            return false;
        }

        foreach (var (its, origin, next) in held.Held)
        {
            if (its == topic && origin == record.Origin && record.Sequence < next)
            {
                return true;
            }
        }

        // A cursor also passes its owner's own records, whether its memory had them yet or not.
        return record.Origin != held.Origin && record.Sequence <= held.Of(topic).LastSequence(record.Partition, record.Origin);
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
