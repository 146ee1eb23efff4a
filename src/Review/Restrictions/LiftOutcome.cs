namespace SecurityDecisioning.Review.Restrictions;

/// <summary>What became of a person's wish to undo a restriction.</summary>
public enum LiftOutcome
{
    /// <summary>The lift is durable; the restriction no longer holds once the projections have read it.</summary>
    Lifted = 0,
    Unknown = 1,
    AlreadyLifted = 2,

    /// <summary>It had run out by itself.</summary>
    Expired = 3,

    /// <summary>No reason, or one longer than <see cref="RestrictionLimits.Reason"/> characters.</summary>
    BadReason = 4,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="RestrictionLimits.Name"/> characters.</summary>
    BadName = 5,
}
