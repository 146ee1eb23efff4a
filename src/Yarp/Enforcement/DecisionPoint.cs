using SecurityDecisioning.Engine;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>The calls into the decision point; tests put a failing or a scripted one in its place.</summary>
/// <param name="Decide">Applies a request event and decides it.</param>
/// <param name="Observe">Applies an outcome, or a request that could not be decided.</param>
internal sealed record DecisionPoint(Action<SecurityEvent, Decision> Decide, Action<SecurityEvent> Observe)
{
    /// <summary>Whether something stands on an entity at a time.</summary>
    public Func<EntityKey, long, bool> IsRestricted { get; init; } = static (_, _) => false;

    /// <summary>Ends the restrictions that a decision left.</summary>
    public Action<Decision> Withdraw { get; init; } = static _ => { };

    /// <summary>Counts the restrictions that a decision left, once they are on record.</summary>
    public Action<Decision> Recorded { get; init; } = static _ => { };

    /// <summary>Marks an event as on its way through the log into memory.</summary>
    public Func<EnginePassage> Enter { get; init; } = static () => default;

    /// <summary>Whether policies write a header of this name, dashes and underscores being the same.</summary>
    public Func<string, bool> IsObligationHeader { get; init; } = static _ => false;

    public static DecisionPoint Of(DecisionEngine engine) =>
        new(engine.Decide, engine.Observe)
        {
            IsRestricted = engine.IsRestricted, Withdraw = engine.Withdraw, Recorded = engine.Recorded, Enter = engine.Enter,
            IsObligationHeader = engine.IsObligationHeader,
        };
}
