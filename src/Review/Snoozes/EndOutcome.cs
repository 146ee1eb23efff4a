using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Review.Snoozes;

/// <summary>What became of a wish to undo a snooze.</summary>
public enum EndOutcome
{
    /// <summary>The end is durable; the policy judges again once the projections have read it.</summary>
    Ended = 0,

    /// <summary>There is no such snooze.</summary>
    Unknown = 1,

    /// <summary>It was undone before, or has run out.</summary>
    Over = 2,

    /// <summary>No reason, or one longer than <see cref="CaseLimits.Reason"/> characters.</summary>
    BadReason = 3,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="CaseLimits.Name"/> characters.</summary>
    BadName = 4,
}
