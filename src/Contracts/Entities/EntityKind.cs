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
}
