namespace SecurityDecisioning.Console.Decisions;

/// <summary>Which decisions to show, by what they did to the request.</summary>
public enum DecisionMode
{
    Any,

    /// <summary>Something other than allow was enforced.</summary>
    Enforced,

    /// <summary>Shadow policies would have done something else.</summary>
    Shadow,

    /// <summary>Something other than allow was enforced, or would have been in shadow.</summary>
    Adverse,
}
