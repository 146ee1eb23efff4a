namespace SecurityDecisioning.Contracts.Events;

/// <summary>What kind of client a user agent claims to be. Values are stored: never renumber.</summary>
public enum AgentDevice : byte
{
    Unknown = 0,
    Desktop = 1,
    Mobile = 2,
    Tablet = 3,

    /// <summary>Says itself that it is a robot.</summary>
    Bot = 4,

    /// <summary>An HTTP library or command-line tool.</summary>
    Library = 5,

    /// <summary>A television, set-top box or game console.</summary>
    Screen = 6,
}
