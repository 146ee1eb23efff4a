namespace SecurityDecisioning.Policies.Loading;

/// <summary>A set, or everything that keeps the documents from being one.</summary>
/// <param name="Set">Null where there are problems.</param>
/// <param name="Problems">In the order of files and lines; empty where there is a set.</param>
public sealed record PolicyLoadResult(PolicySet? Set, IReadOnlyList<PolicyProblem> Problems);
