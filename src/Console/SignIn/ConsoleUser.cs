namespace SecurityDecisioning.Console.SignIn;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Name">As typed at sign-in, lower case.</param>
/// <param name="Password">Salted hash.</param>
/// <param name="Stamp">Changes with the password; a cookie with another stamp no longer counts.</param>
/// <param name="Generated">Whether the password is still the one the product made.</param>
/// <param name="MayApprove">Whether they may let versions of the policies live, and take them back.</param>
internal sealed record ConsoleUser(string Name, PasswordHash Password, string Stamp, bool Generated, bool MayApprove = true);
