using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The math extension, the operations on bits excepted.</summary>
internal static class MathFunctions
{
    public static IEnumerable<CelFunction> All { get; } =
    [
        Extreme("math.greatest", wanted: 1),
        Extreme("math.least", wanted: -1),
        OfDouble("math.ceil", Math.Ceiling),
        OfDouble("math.floor", Math.Floor),
        OfDouble("math.round", static v => Math.Round(v, MidpointRounding.AwayFromZero)),
        OfDouble("math.trunc", Math.Truncate),
        CelFunction.Global("math.sqrt",
            Of(CelType.Double, CelType.Double, static v => CelValue.Of(Math.Sqrt(v.AsDouble))),
            Of(CelType.Double, CelType.Int, static v => CelValue.Of(Math.Sqrt(v.AsInt))),
            Of(CelType.Double, CelType.Uint, static v => CelValue.Of(Math.Sqrt(v.AsUint)))),
        CelFunction.Global("math.abs",
            Of(CelType.Int, CelType.Int, static v =>
                v.AsInt == long.MinValue ? CelErrors.Overflow : CelValue.Of(Math.Abs(v.AsInt))),
            Of(CelType.Uint, CelType.Uint, static v => v),
            Of(CelType.Double, CelType.Double, static v => CelValue.Of(Math.Abs(v.AsDouble)))),
        CelFunction.Global("math.sign",
            Of(CelType.Int, CelType.Int, static v => CelValue.Of((long)Math.Sign(v.AsInt))),
            Of(CelType.Uint, CelType.Uint, static v => CelValue.Of(Math.Min(v.AsUint, 1UL))),
            Of(CelType.Double, CelType.Double, static v =>
                CelValue.Of(double.IsNaN(v.AsDouble) ? v.AsDouble : Math.Sign(v.AsDouble)))),
        Test("math.isNaN", double.IsNaN),
        Test("math.isInf", double.IsInfinity),
        Test("math.isFinite", double.IsFinite),
    ];

    private static CelOverload Of(CelType result, CelType from, Func<CelValue, CelValue> body) =>
        new(result, from) { One = body, Shape = static _ => CelShape.Scalar };

    private static CelFunction OfDouble(string name, Func<double, double> body) =>
        CelFunction.Global(name, Of(CelType.Double, CelType.Double, value => CelValue.Of(body(value.AsDouble))));

    private static CelFunction Test(string name, Func<double, bool> body) =>
        CelFunction.Global(name, Of(CelType.Bool, CelType.Double, value => CelValue.Of(body(value.AsDouble))));

    private static CelFunction Extreme(string name, int wanted) => CelFunction.Global(
        name,
        new CelOverload(CelType.Dyn, CelType.AnyList)
        {
            One = list => Pick(list.AsList, wanted),
            Typing = static types => types[0].IsDyn || (types[0].Kind == CelTypeKind.List && IsNumber(types[0].Element!))
                ? types[0].Element ?? CelType.Dyn
                : null,
            Shape = static _ => CelShape.Scalar,
        },
        new CelOverload(CelType.Dyn, CelType.Dyn)
        {
            IsVariadic = true,
            Many = arguments => Pick(arguments, wanted),
            Typing = static types => types.All(IsNumber) ? types.Aggregate(CelType.Join) : null,
            Shape = static _ => CelShape.Scalar,
        });

    private static bool IsNumber(CelType type) => type.IsDyn || type.IsNumeric;

    /// <summary>Of equal numbers the first; there has to be one, and nothing but numbers.</summary>
    private static CelValue Pick(ReadOnlySpan<CelValue> numbers, int wanted)
    {
        if (numbers.IsEmpty || !numbers[0].IsNumber)
        {
            return CelErrors.NoSuchOverload;
        }

        var picked = numbers[0];
        foreach (ref readonly var number in numbers[1..])
        {
            if (!number.IsNumber)
            {
                return CelErrors.NoSuchOverload;
            }

            picked = CelOrdering.CompareNumbers(number, picked) == wanted ? number : picked;
        }

        return picked;
    }
}
