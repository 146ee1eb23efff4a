using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>What loading, proving and testing a version finds.</summary>
/// <param name="Problems">What keeps it from being a set, in the order of files and lines.</param>
/// <param name="Tests">The results of its documents' tests.</param>
/// <param name="Set">The set it makes; null where there are problems.</param>
public sealed record VersionCheck(IReadOnlyList<PolicyProblem> Problems, IReadOnlyList<PolicyTestResult> Tests, PolicySet? Set)
{
    /// <summary>What the proofs found that somebody should look at, and what they could not look into.</summary>
    public IReadOnlyList<PolicyProblem> Warnings { get; init; } = [];

    public PolicyChecks Counts => new(
        Tests.Count(t => t.Passed),
        Tests.Count(t => !t.Passed),
        Problems.Count,
        Warnings.Count(w => w.Severity == ProblemSeverity.Warning));

    /// <param name="content">The version.</param>
    /// <param name="modes">Modes over the documents' own.</param>
    public static VersionCheck Of(VersionContent content, IReadOnlyDictionary<string, string>? modes = null)
    {
        var loaded = PolicyLoader.Read(content.Files, modes, new ProblemList());
        var result = loaded.Result;
        return result.Set is { } set
            ? new VersionCheck([], PolicyTests.Run(loaded), set) { Warnings = result.Warnings }
            : new VersionCheck(result.Problems, [], null) { Warnings = result.Warnings };
    }
}
