namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>The sets of a state, ready to decide; or what keeps them from it.</summary>
/// <param name="Live">Null where there are problems.</param>
/// <param name="Staged">Null where nothing is staged.</param>
/// <param name="Problems">Empty where there are sets.</param>
internal sealed record BuiltSets(PolicySet? Live, PolicySet? Staged, IReadOnlyList<PolicyProblem> Problems);
