using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Review.Snoozes;

/// <summary>What became of a wish to snooze a policy for somebody.</summary>
public enum SnoozeOutcome
{
    /// <summary>The snooze is durable; it holds once the projections have read it.</summary>
    Set = 0,

    /// <summary>There is no such case.</summary>
    UnknownCase = 1,

    /// <summary>The case has no verdict yet.</summary>
    CaseOpen = 2,

    /// <summary>The verdict is an attack: nobody leaves an attacker alone.</summary>
    NotHarmless = 3,

    /// <summary>The case is about no entity, or about one that a request is not held against.</summary>
    BadEntity = 4,

    /// <summary>No policy, or another one than the case's.</summary>
    BadPolicy = 5,

    /// <summary>Shorter than a minute or longer than <see cref="Contracts.Policies.Snooze.LongestMs"/>.</summary>
    BadDuration = 6,

    /// <summary>No reason, or one longer than <see cref="CaseLimits.Reason"/> characters.</summary>
    BadReason = 7,

    /// <summary>Nobody to answer for it, or a name longer than <see cref="CaseLimits.Name"/> characters.</summary>
    BadName = 8,
}
