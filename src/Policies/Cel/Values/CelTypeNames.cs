namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>What <c>type(value)</c> calls the kinds of value (cel-spec, "Types"; the network extension for addresses).</summary>
internal static class CelTypeNames
{
    private static readonly (CelKind Kind, string Name)[] Names =
    [
        (CelKind.Null, "null_type"),
        (CelKind.Bool, "bool"),
        (CelKind.Int, "int"),
        (CelKind.Uint, "uint"),
        (CelKind.Double, "double"),
        (CelKind.String, "string"),
        (CelKind.Bytes, "bytes"),
        (CelKind.List, "list"),
        (CelKind.Map, "map"),
        (CelKind.Timestamp, "google.protobuf.Timestamp"),
        (CelKind.Duration, "google.protobuf.Duration"),
        (CelKind.Ip, "net.IP"),
        (CelKind.Cidr, "net.CIDR"),
        (CelKind.Optional, "optional_type"),
        (CelKind.Type, "type"),
    ];

    /// <summary>The type values by kind, made once: asking for a value's type allocates nothing.</summary>
    private static readonly CelValue[] Values = [.. Enum.GetValues<CelKind>().Select(MakeValue)];

    public static IEnumerable<string> All => Names.Select(n => n.Name);

    public static CelValue ValueOf(CelKind kind) => Values[(int)kind];

    private static CelValue MakeValue(CelKind kind) =>
        Array.Find(Names, n => n.Kind == kind).Name is { } name ? CelValue.OfType(name) : CelErrors.NoSuchOverload;
}
