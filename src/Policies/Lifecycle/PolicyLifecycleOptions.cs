namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>What the configuration says of the lifecycle.</summary>
public sealed record PolicyLifecycleOptions
{
    /// <summary>What goes live how.</summary>
    public PolicyRegime Regime { get; init; }

    /// <summary>Modes over the documents' own, by policy name or pattern: <c>login-*</c> to <c>enforce</c>.</summary>
    public IReadOnlyDictionary<string, string> Modes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Share of the requests that a version in shadow is rehearsed with, in hundredths of a percent, 1–10,000. Default 1,000: each
    /// costs a second evaluation of policies.
    /// </summary>
    public int Rehearsed { get; init; } = 1_000;
}
