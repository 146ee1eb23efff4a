namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>The kinds of value an expression can have; an error is one, so that the logical operators can absorb it.</summary>
internal enum CelKind : byte
{
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Timestamp,
    Duration,
    Ip,
    Cidr,
    Optional,
    Type,
    Error,
}
