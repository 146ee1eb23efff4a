namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Names of challenges as they appear in policies, records and exports.</summary>
public static class ChallengeKinds
{
    public static IReadOnlyList<ChallengeKind> All { get; } = [ChallengeKind.ProofOfWork, ChallengeKind.StepUp];

    public static string NameOf(ChallengeKind kind) => kind == ChallengeKind.StepUp ? "step-up" : "proof-of-work";

    public static bool TryParse(string? name, out ChallengeKind kind)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(NameOf(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                kind = candidate;
                return true;
            }
        }

        kind = ChallengeKind.ProofOfWork;
        return false;
    }
}
