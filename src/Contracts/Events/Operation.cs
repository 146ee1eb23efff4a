namespace SecurityDecisioning.Contracts.Events;

/// <summary>What the subject attempts; configured per route. Values are stored: never renumber.</summary>
public enum Operation : byte
{
    Page = 0,
    Static = 1,
    Api = 2,
    Login = 3,
    Register = 4,
    PasswordReset = 5,
    Checkout = 6,
    Admin = 7,

    /// <summary>The answer to one of our own challenges.</summary>
    ChallengeAnswer = 8,
}
