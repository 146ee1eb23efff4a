namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>A rule whose condition held, and what became of its proposal.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Rule">The rule's name within it.</param>
/// <param name="Mode">The policy's: shadow or enforce. Whether it was enforced here, <paramref name="Outcome"/> tells.</param>
/// <param name="Proposed">What it asked for.</param>
/// <param name="Outcome">Whether it won, and why not.</param>
/// <param name="Threat">The threat the policy is about.</param>
/// <param name="ReasonCode">Stable code for machines, for example <c>LOGIN_FAILURES_FROM_ADDRESS</c>.</param>
/// <param name="Reason">The same in plain words, as the challenged person may read it.</param>
public readonly record struct FiredRule(
    string Policy,
    string Rule,
    PolicyMode Mode,
    ActionKind Proposed,
    RuleOutcome Outcome,
    Threat Threat,
    string ReasonCode,
    string Reason)
{
    /// <summary>Whether the decision (or the shadow decision) is this rule's.</summary>
    public bool Won => IsEnforcedWinner || Outcome == RuleOutcome.WonInShadow;

    /// <summary>Whether the enforced decision is this rule's, a passed challenge and one held for review included.</summary>
    public bool IsEnforcedWinner => Outcome is RuleOutcome.Won or RuleOutcome.Cleared or RuleOutcome.HeldForReview;
}
