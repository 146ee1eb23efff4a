namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>What both sets do to a request that names an account.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Old">What the old set does.</param>
/// <param name="New">What the new set does.</param>
/// <param name="IsClean">Whether the account's history was clean when the request came.</param>
/// <param name="IsOwner">Whether the request came from a session of the account or from a device it signs in on.</param>
internal readonly record struct AccountTouch(Pseudonym Account, ActionKind Old, ActionKind New, bool IsClean, bool IsOwner);
