namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>An account with clean history that the new set would touch.</summary>
/// <param name="Account">Its pseudonym, as the console shows it.</param>
/// <param name="Decisions">Decisions that would not let it through; the least there were where <c>IsExact</c> does not hold.</param>
/// <param name="Newly">Of those, decisions for which the new set is stronger than the old.</param>
/// <param name="ByOwner">Of those newly touched, requests that were likely the owner's.</param>
/// <param name="Strongest">The strongest action.</param>
internal readonly record struct TouchedAccount(Pseudonym Account, long Decisions, long Newly, long ByOwner, ActionKind Strongest);
