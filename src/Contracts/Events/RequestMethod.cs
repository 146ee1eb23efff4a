namespace SecurityDecisioning.Contracts.Events;

/// <summary>HTTP method (RFC 9110, 9.3). Values are stored: never renumber.</summary>
public enum RequestMethod : byte
{
    Other = 0,
    Get = 1,
    Head = 2,
    Post = 3,
    Put = 4,
    Delete = 5,
    Options = 6,
    Patch = 7,
    Connect = 8,
    Trace = 9,
}
