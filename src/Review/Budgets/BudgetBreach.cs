namespace SecurityDecisioning.Review.Budgets;

/// <summary>A policy that was wrong more often than it may be.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Budget">What it may.</param>
/// <param name="Counts">What it did.</param>
/// <param name="AtLeast">What its true share of wrong decisions is at least, but for a risk of 1 %.</param>
public sealed record BudgetBreach(string Policy, FalsePositiveBudget Budget, SubjectCounts Counts, double AtLeast);
