namespace SecurityDecisioning.Policies.Loading;

/// <summary>A set, or everything that keeps the documents from being one.</summary>
/// <param name="Set">Null where there are problems.</param>
/// <param name="Problems">In the order of files and lines; empty where there is a set.</param>
public sealed record PolicyLoadResult(PolicySet? Set, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>
    /// What the proofs found that does not keep the documents from being a set, in the order of files and lines: warnings, and
    /// notes of what could not be looked into (docs/policy-proofs.md).
    /// </summary>
    public IReadOnlyList<PolicyProblem> Warnings { get; init; } = [];
}
