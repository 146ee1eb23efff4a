namespace SecurityDecisioning.Streams;

/// <summary>The ordered logs. Values are stored: never renumber.</summary>
public enum Topic : byte
{
    /// <summary>Requests and their outcomes; keyed by address. Everything the fold sees.</summary>
    Events = 0,

    /// <summary>One record per decision, keyed by decision id.</summary>
    Decisions = 1,

    /// <summary>Restrictions issued and lifted, keyed by entity.</summary>
    Restrictions = 2,
}
