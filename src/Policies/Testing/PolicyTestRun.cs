namespace SecurityDecisioning.Policies.Testing;

/// <summary>The tests of a folder of policies, or the problems that keep them from running.</summary>
public sealed record PolicyTestRun(IReadOnlyList<PolicyTestResult> Results, IReadOnlyList<PolicyProblem> Problems)
{
    public int Passed => Results.Count(r => r.Passed);

    public int Failed => Results.Count(r => !r.Passed);

    /// <summary>Milliseconds that all of it took: reading, compiling and deciding.</summary>
    public double ElapsedMs { get; init; }
}
