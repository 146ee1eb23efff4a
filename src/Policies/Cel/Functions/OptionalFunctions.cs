using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The optionals extension: values that may be absent.</summary>
internal static class OptionalFunctions
{
    private static readonly CelType Any = CelType.Parameter;
    private static readonly CelType Optional = CelType.OptionalOf(CelType.Parameter);

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("optional.of", new CelOverload(Optional, Any)
        {
            One = CelOptional.Of,
            Shape = static s => CelShape.OptionalOf(s[0]),
        }),
        CelFunction.Global("optional.ofNonZeroValue", new CelOverload(Optional, Any)
        {
            One = static value => CelOptional.IsZero(value) ? CelOptional.None : CelOptional.Of(value),
            Shape = static s => CelShape.OptionalOf(s[0]),
        }),
        CelFunction.Global("optional.none", new CelOverload(Optional)
        {
            Many = static _ => CelOptional.None,
            Shape = static _ => CelShape.OptionalOf(CelShape.Scalar),
        }),
        CelFunction.Member("hasValue", new CelOverload(CelType.Bool, Optional)
        {
            One = static optional => CelValue.Of(optional.AsOptional.HasValue),
            Shape = static _ => CelShape.Scalar,
        }),
        CelFunction.Member("value", new CelOverload(Any, Optional)
        {
            One = static optional => optional.AsOptional.Value,
            Shape = static s => s[0].Element ?? CelShape.Scalar,
        }),
        CelFunction.Member("or", new CelOverload(Optional, Optional, Optional)
        {
            Two = static (optional, other) => optional.AsOptional.HasValue ? optional : other,
            Shape = static s => CelShape.Join(s[0], s[1]),
        }) with { IsLazy = true },
        CelFunction.Member("orValue", new CelOverload(Any, Optional, Any)
        {
            Two = static (optional, other) => optional.AsOptional.HasValue ? optional.AsOptional.Value : other,
            Shape = static s => CelShape.Join(s[0].Element ?? CelShape.Scalar, s[1]),
        }) with { IsLazy = true },
    ];
}
