using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The math extension's operations on the bits of integers.</summary>
internal static class BitFunctions
{
    public static IEnumerable<CelFunction> All { get; } =
    [
        OfTwo("math.bitAnd", static (a, b) => a & b),
        OfTwo("math.bitOr", static (a, b) => a | b),
        OfTwo("math.bitXor", static (a, b) => a ^ b),
        CelFunction.Global("math.bitNot",
            new CelOverload(CelType.Int, CelType.Int) { One = static v => CelValue.Of(~v.AsInt), Shape = One },
            new CelOverload(CelType.Uint, CelType.Uint) { One = static v => CelValue.Of(~v.AsUint), Shape = One }),
        Shift("math.bitShiftLeft", static (bits, by) => bits << by),
        // Zeros come in from the left, also of a negative int.
        Shift("math.bitShiftRight", static (bits, by) => bits >> by),
    ];

    private static CelShape One(IReadOnlyList<CelShape> shapes) => CelShape.Scalar;

    private static CelFunction OfTwo(string name, Func<ulong, ulong, ulong> body) => CelFunction.Global(
        name,
        new CelOverload(CelType.Int, CelType.Int, CelType.Int)
        {
            Two = (a, b) => CelValue.Of(unchecked((long)body(a.AsUint, b.AsUint))),
            Shape = One,
        },
        new CelOverload(CelType.Uint, CelType.Uint, CelType.Uint)
        {
            Two = (a, b) => CelValue.Of(body(a.AsUint, b.AsUint)),
            Shape = One,
        });

    private static CelFunction Shift(string name, Func<ulong, int, ulong> body)
    {
        return CelFunction.Global(
            name,
            new CelOverload(CelType.Int, CelType.Int, CelType.Int)
            {
                Two = (bits, by) => by.AsInt < 0 ? CelErrors.NegativeShift : CelValue.Of(unchecked((long)Shifted(bits, by))),
                Shape = One,
            },
            new CelOverload(CelType.Uint, CelType.Uint, CelType.Int)
            {
                Two = (bits, by) => by.AsInt < 0 ? CelErrors.NegativeShift : CelValue.Of(Shifted(bits, by)),
                Shape = One,
            });

        // The processor would shift by the remainder of 64.
        ulong Shifted(in CelValue bits, in CelValue by) => by.AsInt > 63 ? 0 : body(bits.AsUint, (int)by.AsInt);
    }
}
