namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>A rule whose condition held, and what became of its proposal.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Rule">The rule's name within it.</param>
/// <param name="Mode">Shadow or enforce.</param>
/// <param name="Proposed">What it asked for.</param>
/// <param name="Won">Whether the decision (or, in shadow, the shadow decision) is this rule's.</param>
/// <param name="Threat">The threat the policy is about.</param>
/// <param name="ReasonCode">Stable code for machines, for example <c>LOGIN_FAILURES_FROM_ADDRESS</c>.</param>
/// <param name="Reason">The same in plain words, as the challenged person may read it.</param>
public readonly record struct FiredRule(
    string Policy,
    string Rule,
    PolicyMode Mode,
    ActionKind Proposed,
    bool Won,
    Threat Threat,
    string ReasonCode,
    string Reason);
