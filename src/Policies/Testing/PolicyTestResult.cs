namespace SecurityDecisioning.Policies.Testing;

/// <summary>What became of one test of a policy document.</summary>
/// <param name="File">The document.</param>
/// <param name="Line">Where the test begins.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Passed">Whether the decision was the expected one.</param>
/// <param name="Expected">Action, and rule, reason and the rest where the test names them.</param>
/// <param name="Actual">The same of the decision.</param>
public sealed record PolicyTestResult(
    string File, int Line, string Policy, string Test, bool Passed, string Expected, string Actual)
{
    /// <summary>Where it failed, why each rule that matters fired or did not, a sentence each; empty where it passed.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>Milliseconds that deciding took.</summary>
    public double ElapsedMs { get; init; }
}
