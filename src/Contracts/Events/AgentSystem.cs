namespace SecurityDecisioning.Contracts.Events;

/// <summary>Operating system that a user agent claims. Values are stored: never renumber.</summary>
public enum AgentSystem : byte
{
    Unknown = 0,
    Windows = 1,
    MacOS = 2,
    Linux = 3,
    Android = 4,
    IOS = 5,
    ChromeOS = 6,

    /// <summary>Named, and none of the others.</summary>
    Other = 7,
}
