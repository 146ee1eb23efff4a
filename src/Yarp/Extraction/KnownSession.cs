namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>One entry of the <see cref="SessionDirectory"/>.</summary>
/// <param name="Session">Whose account is known.</param>
/// <param name="Account">The account.</param>
/// <param name="UntilMs">Until when, milliseconds since the Unix epoch.</param>
public readonly record struct KnownSession(Pseudonym Session, Pseudonym Account, long UntilMs);
