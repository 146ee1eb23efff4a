namespace SecurityDecisioning.Review.Cases;

/// <summary>What became of a wish to open a case.</summary>
public enum OpenOutcome
{
    /// <summary>The case is durable; it is listed once the projection has read it.</summary>
    Opened = 0,

    /// <summary>Neither an entity nor a policy is named, or the policy's name is too long.</summary>
    BadSubject = 1,

    /// <summary>No reason, or one longer than <see cref="CaseLimits.Reason"/> characters.</summary>
    BadReason = 2,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="CaseLimits.Name"/> characters.</summary>
    BadName = 3,

    /// <summary>As many are open as may be; some must be closed first.</summary>
    TooMany = 4,
}
