namespace SecurityDecisioning.Policies.Loading;

/// <summary>The policies cannot be used, and there is no earlier set to go on with.</summary>
public sealed class PolicyLoadException(IReadOnlyList<PolicyProblem> problems)
    : Exception($"the policies have {problems.Count} problem(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
{
    public IReadOnlyList<PolicyProblem> Problems { get; } = problems;
}
