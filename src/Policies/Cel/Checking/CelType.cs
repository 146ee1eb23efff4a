using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>A type, with the types of what is in it where it is a list, a map or an optional.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">The type of elements, of a map's values, of an optional's value.</param>
/// <param name="Key">The type of a map's keys.</param>
internal sealed record CelType(CelTypeKind Kind, CelType? Element = null, CelType? Key = null)
{
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn);

    public static CelType Unbound { get; } = new(CelTypeKind.Unbound);

    public static CelType Null { get; } = new(CelTypeKind.Null);

    public static CelType Bool { get; } = new(CelTypeKind.Bool);

    public static CelType Int { get; } = new(CelTypeKind.Int);

    public static CelType Uint { get; } = new(CelTypeKind.Uint);

    public static CelType Double { get; } = new(CelTypeKind.Double);

    public static CelType String { get; } = new(CelTypeKind.String);

    public static CelType Bytes { get; } = new(CelTypeKind.Bytes);

    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp);

    public static CelType Duration { get; } = new(CelTypeKind.Duration);

    public static CelType Ip { get; } = new(CelTypeKind.Ip);

    public static CelType Cidr { get; } = new(CelTypeKind.Cidr);

    public static CelType Type { get; } = new(CelTypeKind.Type);

    /// <summary>The type that a call settles, in signatures.</summary>
    public static CelType Parameter { get; } = new(CelTypeKind.Parameter);

    public static CelType AnyList { get; } = ListOf(Dyn);

    public static CelType AnyMap { get; } = MapOf(Dyn, Dyn);

    /// <summary>How many levels of lists, maps and optionals it has.</summary>
    public int Nesting { get; } = Element is null ? 0 : Element.Nesting + 1;

    public bool IsDyn => Kind is CelTypeKind.Dyn or CelTypeKind.Unbound;

    public bool IsNumeric => Kind is CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Double;

    /// <summary>As a sentence names it: <c>an int</c>, <c>a string</c>.</summary>
    public string WithArticle => Kind is CelTypeKind.Int or CelTypeKind.Optional ? $"an {this}" : $"a {this}";

    /// <summary>The type of a value that is written out: neither a list nor a map.</summary>
    public static CelType OfLiteral(CelKind kind) => kind switch
    {
        CelKind.Bool => Bool,
        CelKind.Int => Int,
        CelKind.Uint => Uint,
        CelKind.Double => Double,
        CelKind.String => String,
        CelKind.Bytes => Bytes,
        _ => Null,
    };

    public static CelType ListOf(CelType element) => new(CelTypeKind.List, element);

    public static CelType MapOf(CelType key, CelType value) => new(CelTypeKind.Map, value, key);

    public static CelType OptionalOf(CelType value) => new(CelTypeKind.Optional, value);

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

    /// <summary>The type that both fit: of one shape where they have one, else dyn.</summary>
    public static CelType Join(CelType a, CelType b)
    {
        if (a == b || b.Kind == CelTypeKind.Unbound)
        {
            return a;
        }

        if (a.Kind == CelTypeKind.Unbound)
        {
            return b;
        }

        if (a.Kind == b.Kind && a.Element is not null && a.Fits(b))
        {
            return new CelType(a.Kind, Join(a.Element, b.Element!), a.Key is null ? null : Join(a.Key, b.Key!));
        }

        // An optional may be left out by writing null.
        return (a.Kind, b.Kind) switch
        {
            (CelTypeKind.Optional, CelTypeKind.Null) => a,
            (CelTypeKind.Null, CelTypeKind.Optional) => b,
            _ => Dyn,
        };
    }

    /// <summary>Whether a value of <paramref name="kind"/> is of this type, as far as its kind tells.</summary>
    public bool Accepts(CelKind kind) => Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.Unbound or CelTypeKind.Parameter => true,
        CelTypeKind.Null => kind == CelKind.Null,
        CelTypeKind.Bool => kind == CelKind.Bool,
        CelTypeKind.Int => kind == CelKind.Int,
        CelTypeKind.Uint => kind == CelKind.Uint,
        CelTypeKind.Double => kind == CelKind.Double,
        CelTypeKind.String => kind == CelKind.String,
        CelTypeKind.Bytes => kind == CelKind.Bytes,
        CelTypeKind.List => kind == CelKind.List,
        CelTypeKind.Map => kind == CelKind.Map,
        CelTypeKind.Timestamp => kind == CelKind.Timestamp,
        CelTypeKind.Duration => kind == CelKind.Duration,
        CelTypeKind.Ip => kind == CelKind.Ip,
        CelTypeKind.Cidr => kind == CelKind.Cidr,
        CelTypeKind.Optional => kind == CelKind.Optional,
        _ => kind == CelKind.Type,
    };

    public override string ToString() => Kind switch
    {
        CelTypeKind.List => $"list({Element})",
        CelTypeKind.Map => $"map({Key}, {Element})",
        CelTypeKind.Optional => $"optional_type({Element})",
        CelTypeKind.Null => "null_type",
        CelTypeKind.Unbound => "dyn",
        CelTypeKind.Parameter => "T",
        CelTypeKind.Ip => "net.IP",
        CelTypeKind.Cidr => "net.CIDR",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
