namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// All steps in the order of their ids, whatever order they came in and however often, and the state they lead to: gateways that
/// have the same steps are in the same state. Bounded: the oldest steps become part of the state they start from.
/// </summary>
public sealed class LifecycleHistory(int most = LifecycleLimits.Steps)
{
    private readonly List<(PolicyEvent Step, bool Counts)> _steps = [];
    private LifecycleState _base = LifecycleState.Initial;
    private EventId _baseEnd;

    public LifecycleState State { get; private set; } = LifecycleState.Initial;

    /// <summary>Time of the newest step; the next one must not be older.</summary>
    public long LastMs => _steps.Count > 0 ? _steps[^1].Step.TimeMs : _baseEnd.UnixMilliseconds;

    /// <summary>Steps that came too late to be put where they belong: older than all that is kept.</summary>
    public long TooLate { get; private set; }

    /// <summary>Steps with whether they counted, oldest first.</summary>
    public IReadOnlyList<(PolicyEvent Step, bool Counts)> Steps => [.. _steps];

    /// <summary>Takes a step in. One that was taken in before changes nothing.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(PolicyEvent step)
    {
        if (step.Id <= _baseEnd)
        {
            TooLate++;
            return false;
        }

        var at = _steps.Count;
        while (at > 0 && _steps[at - 1].Step.Id > step.Id)
        {
            at--;
        }

        if (at > 0 && _steps[at - 1].Step.Id == step.Id)
        {
            return false;
        }

        _steps.Insert(at, (step, false));
        if (at == _steps.Count - 1)
        {
            Fold(at);
        }
        else
        {
            State = _base;
            for (var i = 0; i < _steps.Count; i++)
            {
                Fold(i);
            }
        }

        Trim();
        return true;
    }

    private void Fold(int at)
    {
        var step = _steps[at].Step;
        _steps[at] = (step, LifecycleRules.Refusal(State, step) is null);
        State = LifecycleFold.Apply(State, step);
    }

    private void Trim()
    {
        if (_steps.Count <= most)
        {
            return;
        }

        _base = LifecycleFold.Apply(_base, _steps[0].Step);
        _baseEnd = _steps[0].Step.Id;
        _steps.RemoveAt(0);
    }
}
