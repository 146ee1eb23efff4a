namespace SecurityDecisioning.Streams;

/// <summary>The ordered logs. Values are stored: never renumber.</summary>
public enum Topic : byte
{
    /// <summary>Requests and their outcomes; keyed by address. Everything the fold sees.</summary>
    Events = 0,

    /// <summary>One record per decision, keyed by decision id.</summary>
    Decisions = 1,

    /// <summary>Restrictions issued and lifted, keyed by restriction; compacted.</summary>
    Restrictions = 2,

    /// <summary>Policy sets made live, keyed by set; compacted.</summary>
    Policies = 3,

    /// <summary>Models made champion or challenger, keyed by slot; compacted.</summary>
    Models = 4,

    /// <summary>Verdicts on cases, keyed by case; compacted: a later verdict replaces the one before.</summary>
    Verdicts = 5,
}
