namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A type, with the types of its elements and keys where it is a list or a map.</summary>
internal sealed record CelType(CelTypeKind Kind, CelType? Element = null, CelType? Key = null)
{
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn);

    public static CelType Null { get; } = new(CelTypeKind.Null);

    public static CelType Bool { get; } = new(CelTypeKind.Bool);

    public static CelType Int { get; } = new(CelTypeKind.Int);

    public static CelType Uint { get; } = new(CelTypeKind.Uint);

    public static CelType Double { get; } = new(CelTypeKind.Double);

    public static CelType String { get; } = new(CelTypeKind.String);

    public static CelType Bytes { get; } = new(CelTypeKind.Bytes);

    public static CelType Type { get; } = new(CelTypeKind.Type);

    public static CelType AnyList { get; } = ListOf(Dyn);

    public static CelType AnyMap { get; } = MapOf(Dyn, Dyn);

    public bool IsDyn => Kind == CelTypeKind.Dyn;

    public bool IsNumeric => Kind is CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Double;

    public static CelType ListOf(CelType element) => new(CelTypeKind.List, element);

    public static CelType MapOf(CelType key, CelType value) => new(CelTypeKind.Map, value, key);

    /// <summary>Whether a value of this type can stand where <paramref name="other"/> is asked for.</summary>
    public bool Fits(CelType other)
    {
        if (IsDyn || other.IsDyn)
        {
            return true;
        }

        return Kind == other.Kind
            && (Element is null || other.Element is null || Element.Fits(other.Element))
            && (Key is null || other.Key is null || Key.Fits(other.Key));
    }

    /// <summary>The type that both fit: itself where they are one, else dyn.</summary>
    public static CelType Join(CelType a, CelType b) => a == b ? a : Dyn;

    public override string ToString() => Kind switch
    {
        CelTypeKind.List => $"list({Element})",
        CelTypeKind.Map => $"map({Key}, {Element})",
        CelTypeKind.Null => "null_type",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
