namespace SecurityDecisioning.Review.Cases;

/// <summary>One record of the verdicts topic as the ledger takes it in: exactly one of the two is there.</summary>
/// <param name="Case">A case as it is from now on.</param>
/// <param name="Snooze">A snooze as it is from now on.</param>
public readonly record struct ReviewChange(Case? Case, Snooze? Snooze);
