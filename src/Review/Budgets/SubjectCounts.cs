namespace SecurityDecisioning.Review.Budgets;

/// <summary>Whom a policy acted upon in a window, and of whom that was taken back.</summary>
/// <param name="Touched">Accounts (devices, addresses where there is none) that it acted upon.</param>
/// <param name="Overturned">Those of them for whom it was wrong.</param>
/// <param name="LastMs">Time of the newest overturning; 0 for none.</param>
public readonly record struct SubjectCounts(int Touched, int Overturned, long LastMs);
