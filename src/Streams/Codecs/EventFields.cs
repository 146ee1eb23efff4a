namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Which optional fields an event record has. Values are stored: never renumber.</summary>
[Flags]
internal enum EventFields : ushort
{
    None = 0,
    Account = 1 << 0,
    Session = 1 << 1,
    Device = 1 << 2,
    ApiKey = 1 << 3,
    IPv4 = 1 << 4,
    IPv6 = 1 << 5,
    Country = 1 << 6,

    /// <summary>What came of the request: status, login, challenge, action, bytes and duration.</summary>
    Outcome = 1 << 7,
    NewSession = 1 << 8,

    // Since version 2.
    Asn = 1 << 9,
    Place = 1 << 10,
    Network = 1 << 11,
    Agent = 1 << 12,
    Hints = 1 << 13,
    Ja4 = 1 << 14,

    /// <summary>Every field of version 1.</summary>
    First = (1 << 9) - 1,
    All = (1 << 15) - 1,
}
