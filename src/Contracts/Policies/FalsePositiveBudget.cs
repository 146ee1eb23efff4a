namespace SecurityDecisioning.Contracts.Policies;

/// <summary>How often a policy may be wrong before it goes back to shadow by itself.</summary>
/// <param name="Rate">Largest share of those it acted upon for whom it may be wrong, 0–1.</param>
/// <param name="WindowMs">Over how long, milliseconds.</param>
/// <param name="AtLeast">How many it must have acted upon before it is judged.</param>
public sealed record FalsePositiveBudget(double Rate, long WindowMs, int AtLeast);
