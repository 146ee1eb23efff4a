namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>How a challenge is passed. Values are stored: never renumber.</summary>
public enum ChallengeKind : byte
{
    /// <summary>The client's program computes for a moment; shows that it is no cheap one.</summary>
    ProofOfWork = 0,

    /// <summary>The person signs in again (RFC 9470); shows who it is.</summary>
    StepUp = 1,
}
