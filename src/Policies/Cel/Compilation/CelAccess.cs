using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>What stands in a list or map at a place; through an optional the answer is an optional.</summary>
internal static class CelAccess
{
    /// <summary>The element or value, or an error where there is none.</summary>
    public static CelValue Get(in CelValue container, in CelValue at) => container.Kind switch
    {
        CelKind.Map => container.AsMap.TryGet(at, out var value) ? value : CelErrors.NoSuchKey,
        CelKind.List => TryElement(container.AsList, at, out var element) ? element
            : at.IsNumber ? CelErrors.OutOfRange : CelErrors.NoSuchOverload,
        CelKind.Optional => GetOptional(container, at),
        CelKind.Error => container,
        _ => CelErrors.NoSuchOverload,
    };

    /// <summary>The element or value as an optional, absent where there is none.</summary>
    public static CelValue GetOptional(in CelValue container, in CelValue at)
    {
        switch (container.Kind)
        {
            case CelKind.Map:
                return container.AsMap.TryGet(at, out var value) ? CelOptional.Of(value) : CelOptional.None;
            case CelKind.List when at.IsNumber:
                return TryElement(container.AsList, at, out var element) ? CelOptional.Of(element) : CelOptional.None;
            case CelKind.Optional when !container.AsOptional.HasValue:
                return container;
            case CelKind.Optional when container.AsOptional.Value.Kind == CelKind.Optional:
                // An optional in an optional stays one: nothing is looked up through two.
                return CelErrors.NoSuchOverload;
            case CelKind.Optional:
                return GetOptional(container.AsOptional.Value, at);
            case CelKind.Error:
                return container;
            default:
                return CelErrors.NoSuchOverload;
        }
    }

    /// <summary>Whether a map has the field.</summary>
    public static CelValue Has(in CelValue container, in CelValue field) => container.Kind switch
    {
        CelKind.Map => CelValue.Of(container.AsMap.TryGet(field, out _)),
        CelKind.Optional when !container.AsOptional.HasValue => CelValue.False,
        CelKind.Optional when container.AsOptional.Value.Kind == CelKind.Map =>
            CelValue.Of(container.AsOptional.Value.AsMap.TryGet(field, out _)),
        CelKind.Error => container,
        _ => CelErrors.NoSuchOverload,
    };

    private static bool TryElement(CelValue[] list, in CelValue at, out CelValue element)
    {
        var position = at.Kind switch
        {
            CelKind.Int => at.AsInt,
            CelKind.Uint => at.AsUint <= int.MaxValue ? (long)at.AsUint : -1,
            CelKind.Double => at.AsDouble >= 0 && at.AsDouble <= int.MaxValue && at.AsDouble == Math.Truncate(at.AsDouble)
                ? (long)at.AsDouble
                : -1,
            _ => -1,
        };
        var isIn = position >= 0 && position < list.Length;
        element = isIn ? list[position] : CelValue.Null;
        return isIn;
    }
}
