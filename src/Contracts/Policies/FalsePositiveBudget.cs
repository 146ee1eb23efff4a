namespace SecurityDecisioning.Contracts.Policies;

/// <summary>How often a policy may be wrong before it goes back to shadow by itself.</summary>
/// <param name="Rate">Largest share of its decisions that may be overturned, 0–1.</param>
/// <param name="WindowMs">Over how long, milliseconds.</param>
/// <param name="AtLeast">Decisions with an outcome that it takes to judge.</param>
public sealed record FalsePositiveBudget(double Rate, long WindowMs, int AtLeast);
