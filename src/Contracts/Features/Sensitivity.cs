namespace SecurityDecisioning.Contracts.Features;

/// <summary>What a feature tells about a person; policies are checked against it.</summary>
public enum Sensitivity : byte
{
    /// <summary>Counts of protocol facts that tell nothing about a person.</summary>
    ContentFree = 0,
    Behaviour = 1,
    Device = 2,

    /// <summary>Where somebody is. Never enough by itself for challenge, throttle or revoke.</summary>
    Location = 3,
}
