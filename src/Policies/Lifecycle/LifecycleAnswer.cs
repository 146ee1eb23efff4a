namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>What became of a step that somebody asked for.</summary>
/// <param name="Step">The step, durable in the log; null where it was refused.</param>
/// <param name="Refusal">Why it was refused, as a sentence; null where it was not.</param>
/// <param name="Problems">What is wrong with the version, where that is the reason.</param>
public sealed record LifecycleAnswer(PolicyEvent? Step, string? Refusal, IReadOnlyList<PolicyProblem> Problems)
{
    public bool IsDone => Step is not null;

    public static LifecycleAnswer Done(PolicyEvent step) => new(step, null, []);

    public static LifecycleAnswer Refused(string why, IReadOnlyList<PolicyProblem>? problems = null) => new(null, why, problems ?? []);
}
