namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>What a route does with a request that could not be decided.</summary>
public enum FailMode
{
    /// <summary>Forwards it.</summary>
    Open = 0,

    /// <summary>Answers 503.</summary>
    Closed = 1,
}
