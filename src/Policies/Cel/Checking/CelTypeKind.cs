namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>The types an expression can have before it is evaluated.</summary>
internal enum CelTypeKind : byte
{
    /// <summary>Known only at evaluation.</summary>
    Dyn,

    /// <summary>Not settled yet: what an empty list holds. Any type takes its place; left over, it is dyn.</summary>
    Unbound,

    /// <summary>Stands in a function's signature for a type that a call settles.</summary>
    Parameter,
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
}
