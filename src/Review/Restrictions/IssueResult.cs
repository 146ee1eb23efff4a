namespace SecurityDecisioning.Review.Restrictions;

/// <summary>What became of a request, and the restriction where it was issued.</summary>
public readonly record struct IssueResult(IssueOutcome Outcome, Restriction? Restriction);
