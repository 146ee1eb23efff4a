namespace SecurityDecisioning.Review.Restrictions;

/// <summary>What became of a person's wish to set a restriction.</summary>
public enum IssueOutcome
{
    /// <summary>The restriction is durable; it holds once the projections have read it.</summary>
    Issued = 0,

    /// <summary>No entity, or one of no kind.</summary>
    BadEntity = 1,

    /// <summary>Allow restricts nothing.</summary>
    BadAction = 2,

    /// <summary>Shorter than a second or longer than <see cref="RestrictionLimits.LongestMs"/>.</summary>
    BadDuration = 3,

    /// <summary>No reason, or one longer than <see cref="RestrictionLimits.Reason"/> characters.</summary>
    BadReason = 4,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="RestrictionLimits.Name"/> characters.</summary>
    BadName = 5,
}
