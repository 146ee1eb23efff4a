using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Shared;

internal sealed partial class SharedState
{
    /// <summary>Events held back before the snapshot is given up.</summary>
    private const int MaxDeferred = 262_144;

    private readonly Lock _deferGate = new();
    private List<(SecurityEvent Event, StepChange Steps)>? _deferred;
    private volatile bool _isHeldBack;

    /// <summary>More came in than can be held back; the rest was applied at once and the copy is of no use.</summary>
    public bool WasOverfull { get; private set; }

    /// <summary>Whether events may be missing here that entities know of, from the first held back to the last applied.</summary>
    public bool IsHeldBack => _isHeldBack;

    /// <summary>From now on events of after the cut are held back: the copy then knows of none of them.</summary>
    public void BeginDeferring()
    {
        lock (_deferGate)
        {
            WasOverfull = false;
            _isHeldBack = true;
            _deferred = [];
        }
    }

    /// <summary>False where nothing is held back (any more).</summary>
    public bool TryDefer(in Change change)
    {
        lock (_deferGate)
        {
            if (_deferred is null) return false;
            WasOverfull |= _deferred.Count >= MaxDeferred;
            if (!WasOverfull) _deferred.Add((change.Event, change.Steps));
            return !WasOverfull;
        }
    }

    /// <summary>What was held back has been applied.</summary>
    public void Deferred() => _isHeldBack = false;

    /// <summary>What was held back, for the caller to apply.</summary>
    public List<(SecurityEvent Event, StepChange Steps)> EndDeferring()
    {
        lock (_deferGate)
        {
            var deferred = _deferred ?? [];
            _deferred = null;
            return deferred;
        }
    }

    /// <summary>Hands on whatever stripes hold, so that the shards have it, and copies the rest.</summary>
    public void CopyTo(SnapshotBuffer buffer)
    {
        lock (_gate)
        {
            HandOnAll();
            buffer.Add(_bucket);
            _steps.CopyTo(buffer);
            Logins.CopyTo(buffer);
        }
    }

    /// <summary>For a state that is in nobody's hands yet.</summary>
    public void Restore(ref SnapshotSection section)
    {
        _bucket = _ready = section.Read<int>();
        _steps.Restore(ref section);
        Logins.Restore(ref section);
    }
}
