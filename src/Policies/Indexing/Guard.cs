namespace SecurityDecisioning.Policies.Indexing;

/// <summary>
/// Something cheap that holds whenever a condition is true or ends in an error: where it does not hold, the condition is false
/// and need not be looked at.
/// </summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="Subject">The feature's index, the threat, or the traits; 0 for the risk.</param>
/// <param name="Threshold">The least or the most; 0 for traits.</param>
/// <param name="Share">Estimate of how many requests pass it, 0 to 1. Only speed depends on it.</param>
internal readonly record struct Guard(GuardKind Kind, int Subject, float Threshold, double Share);
