namespace SecurityDecisioning.Review.Cases;

/// <summary>What became of a verdict.</summary>
public enum CloseOutcome
{
    /// <summary>The verdict is durable; it counts once the projection has read it.</summary>
    Closed = 0,

    /// <summary>There is no such case.</summary>
    Unknown = 1,

    /// <summary>It has a verdict. Who finds out more opens another case.</summary>
    AlreadyClosed = 2,

    /// <summary>None of the three.</summary>
    BadVerdict = 3,

    /// <summary>No reason, or one longer than <see cref="CaseLimits.Reason"/> characters.</summary>
    BadReason = 4,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="CaseLimits.Name"/> characters.</summary>
    BadName = 5,
}
