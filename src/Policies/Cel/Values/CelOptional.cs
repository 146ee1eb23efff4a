namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>A value that may be absent (cel-spec, the optionals extension).</summary>
internal sealed class CelOptional
{
    private readonly CelValue _value;

    private CelOptional(bool hasValue, CelValue value)
    {
        HasValue = hasValue;
        _value = value;
    }

    public static CelValue None { get; } = CelValue.Of(new CelOptional(false, CelValue.Null));

    public bool HasValue { get; }

    /// <summary>The value, or the error of taking a value where there is none.</summary>
    public CelValue Value => HasValue ? _value : CelErrors.NoValue;

    public static CelValue Of(CelValue value) => value.IsError ? value : CelValue.Of(new CelOptional(true, value));

    /// <summary>Whether <paramref name="value"/> is what its type begins with: 0, "", false, null, nothing inside.</summary>
    public static bool IsZero(in CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => value.AsInt == 0,
        CelKind.Double => value.AsDouble == 0,
        CelKind.String => value.AsString.Length == 0,
        CelKind.Bytes => value.AsBytes.Length == 0,
        CelKind.List => value.AsList.Length == 0,
        CelKind.Map => value.AsMap.Count == 0,
        CelKind.Timestamp => value.AsTimestamp == default,
        CelKind.Optional => !value.AsOptional.HasValue,
        _ => false,
    };
}
