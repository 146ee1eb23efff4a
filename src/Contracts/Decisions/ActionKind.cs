namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>What we do, from mildest to strongest: a larger value is the stronger action. Values are stored.</summary>
public enum ActionKind : byte
{
    Allow = 0,
    Challenge = 1,
    Throttle = 2,
    Revoke = 3,
}
