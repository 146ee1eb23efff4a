using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>One actor's fate.</summary>
internal sealed class ActorTally(Actor actor)
{
    private int _effective;

    public Actor Actor { get; } = actor;

    public long Requests { get; private set; }

    public long Challenged { get; private set; }

    public long Throttled { get; private set; }

    public long Revoked { get; private set; }

    public long Touched => Challenged + Throttled + Revoked;

    /// <summary>1-based number of the request at which the first action was met.</summary>
    public long? CaughtAt { get; private set; }

    /// <summary>1-based number of the request with which the goal was reached.</summary>
    public long? SucceededAt { get; private set; }

    public void Add(StepResult result)
    {
        Requests++;
        Challenged += result.Action == ActionKind.Challenge ? 1 : 0;
        Throttled += result.Action == ActionKind.Throttle ? 1 : 0;
        Revoked += result.Action == ActionKind.Revoke ? 1 : 0;
        if (result.Action != ActionKind.Allow)
        {
            CaughtAt ??= Requests;
        }

        if (result.Reached && AttackGoal.Counts(Actor.Truth, result.Step.Kind) && ++_effective >= AttackGoal.Needed(Actor.Truth))
        {
            SucceededAt ??= Requests;
        }
    }
}
