namespace SecurityDecisioning.Contracts.Events;

/// <summary>Which half of a request an event tells. Values are stored: never renumber.</summary>
public enum EventKind : byte
{
    None = 0,

    /// <summary>A request arrived: what was attempted, by whom, from where. Applied before the decision.</summary>
    Request = 1,

    /// <summary>A request was answered: what came of it. Carries the same <see cref="EventId"/> as its request.</summary>
    Outcome = 2,
}
