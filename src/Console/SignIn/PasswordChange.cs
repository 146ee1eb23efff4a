namespace SecurityDecisioning.Console.SignIn;

/// <summary>What became of the wish for another password.</summary>
internal enum PasswordChange
{
    Changed,
    WrongCurrent,
    TooShort,
    TooLong,
    SameAsBefore,
    HoldsTheName,
}
