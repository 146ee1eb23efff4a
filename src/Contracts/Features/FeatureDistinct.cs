namespace SecurityDecisioning.Contracts.Features;

/// <summary>What the fold counts the distinct values of, per entity and window, in catalogue order.</summary>
public enum FeatureDistinct : byte
{
    Accounts = 0,
    Devices = 1,
    Ips = 2,
    UserAgents = 3,
    Paths = 4,

    /// <summary>Account names whose login failed and which nobody had signed in to or registered a minute before.</summary>
    UnknownNames = 5,
}
