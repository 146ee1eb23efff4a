namespace SecurityDecisioning.Console.Decisions;

/// <summary>Which decisions to show, by what they did to the request.</summary>
internal enum DecisionMode
{
    Any,

    /// <summary>Something other than allow was enforced.</summary>
    Enforced,

    /// <summary>Shadow policies would have done something else.</summary>
    Shadow,
}
