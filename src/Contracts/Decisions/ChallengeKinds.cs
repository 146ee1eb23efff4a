namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Names of challenges as they appear in policies, records and exports.</summary>
public static class ChallengeKinds
{
    public static IReadOnlyList<ChallengeKind> All { get; } = [ChallengeKind.ProofOfWork, ChallengeKind.StepUp];

    public static string NameOf(ChallengeKind kind) => kind == ChallengeKind.StepUp ? "step-up" : "proof-of-work";

    /// <summary>
    /// The challenge that <paramref name="request"/> can be given for <paramref name="kind"/>: whoever signs in, or asks for a new
    /// password, cannot be sent to sign in first.
    /// </summary>
    public static ChallengeKind For(ChallengeKind kind, SecurityEvent request) =>
        request.Operation is Operation.Login or Operation.PasswordReset or Operation.Register ? ChallengeKind.ProofOfWork : kind;

    /// <summary>Whether <paramref name="request"/> shows that a challenge of this kind has been passed.</summary>
    public static bool IsPassed(ChallengeKind kind, SecurityEvent request) =>
        (request.Traits & (kind == ChallengeKind.StepUp ? RequestTraits.SignedInRecently : RequestTraits.HasClearance)) != 0;

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
