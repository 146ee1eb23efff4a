namespace SecurityDecisioning.Review.Cases;

/// <summary>What became of a request, and the case where it was opened.</summary>
public readonly record struct OpenResult(OpenOutcome Outcome, Case? Case);
