namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>The types an expression can have before it is evaluated.</summary>
internal enum CelTypeKind : byte
{
    /// <summary>Known only at evaluation.</summary>
    Dyn,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Type,
}
