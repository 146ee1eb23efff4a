namespace SecurityDecisioning.Contracts.Entities;

/// <summary>What a feature, a restriction or a case is about. Values are stored: never renumber.</summary>
public enum EntityKind : byte
{
    None = 0,
    Account = 1,
    Session = 2,
    Device = 3,
    Ip = 4,
    Network = 5,
    ApiKey = 6,

    /// <summary>The autonomous system that announces the address.</summary>
    Asn = 7,
    Country = 8,

    /// <summary>One account in one network.</summary>
    AccountNetwork = 9,

    /// <summary>Everybody who attempts the same thing.</summary>
    Operation = 10,
}
