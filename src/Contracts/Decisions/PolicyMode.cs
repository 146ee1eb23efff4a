namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Whether a policy acts. Values are stored.</summary>
public enum PolicyMode : byte
{
    Off = 0,

    /// <summary>Decides and is recorded, changes nothing.</summary>
    Shadow = 1,
    Enforce = 2,
}
