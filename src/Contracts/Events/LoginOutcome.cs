namespace SecurityDecisioning.Contracts.Events;

/// <summary>What became of a login. Values are stored: never renumber.</summary>
public enum LoginOutcome : byte
{
    None = 0,
    Succeeded = 1,
    Failed = 2,
}
