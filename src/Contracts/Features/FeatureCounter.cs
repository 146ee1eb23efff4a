namespace SecurityDecisioning.Contracts.Features;

/// <summary>What the fold adds up per entity and window, in catalogue order.</summary>
public enum FeatureCounter : byte
{
    Requests = 0,
    Logins = 1,
    LoginFailed = 2,
    LoginSucceeded = 3,
    Registrations = 4,
    PasswordResets = 5,
    Checkouts = 6,
    Status4xx = 7,
    Status404 = 8,
    ChallengesGiven = 9,
    ChallengesPassed = 10,
    ChallengesFailed = 11,
    Pages = 12,

    /// <summary>KiB of body sent to the client, each answer rounded up.</summary>
    KibOut = 13,
}
