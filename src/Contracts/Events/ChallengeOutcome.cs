namespace SecurityDecisioning.Contracts.Events;

/// <summary>What a request had to do with a challenge. Values are stored: never renumber.</summary>
public enum ChallengeOutcome : byte
{
    None = 0,
    Given = 1,
    Passed = 2,
    Failed = 3,
}
