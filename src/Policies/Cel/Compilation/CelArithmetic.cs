using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Operators over values: checked integers, IEEE doubles, concatenation, comparison.</summary>
internal static class CelArithmetic
{
    public static CelValue Apply(CelOperator op, in CelValue a, in CelValue b)
    {
        switch (op)
        {
            case CelOperator.Equal:
                return CelValue.Of(CelEquality.AreEqual(a, b));
            case CelOperator.NotEqual:
                return CelValue.Of(!CelEquality.AreEqual(a, b));
            case CelOperator.In:
                return In(a, b);
            case CelOperator.Less or CelOperator.LessOrEqual or CelOperator.Greater or CelOperator.GreaterOrEqual:
                return Order(op, CelOrdering.Compare(a, b));
        }

        return (a.Kind, b.Kind) switch
        {
            (CelKind.Int, CelKind.Int) => OfInts(op, a.AsInt, b.AsInt),
            (CelKind.Uint, CelKind.Uint) => OfUints(op, a.AsUint, b.AsUint),
            (CelKind.Double, CelKind.Double) => OfDoubles(op, a.AsDouble, b.AsDouble),
            (CelKind.String, CelKind.String) when op == CelOperator.Add =>
                a.AsString.Length + b.AsString.Length <= CelLimits.TextLength
                    ? CelValue.Of(a.AsString + b.AsString)
                    : CelErrors.TooLarge,
            (CelKind.Bytes, CelKind.Bytes) when op == CelOperator.Add =>
                a.AsBytes.Length + b.AsBytes.Length <= CelLimits.TextLength
                    ? CelValue.Of([.. a.AsBytes, .. b.AsBytes])
                    : CelErrors.TooLarge,
            (CelKind.List, CelKind.List) when op == CelOperator.Add =>
                a.AsList.Length + b.AsList.Length <= CelLimits.ListLength
                    ? CelValue.Of([.. a.AsList, .. b.AsList])
                    : CelErrors.TooLarge,
            _ => OfTimes(op, a, b),
        };
    }

    private static CelValue OfTimes(CelOperator op, in CelValue a, in CelValue b) => (op, a.Kind, b.Kind) switch
    {
        (CelOperator.Add, CelKind.Timestamp, CelKind.Duration) => Moved(a.AsTimestamp, b.AsDuration),
        (CelOperator.Add, CelKind.Duration, CelKind.Timestamp) => Moved(b.AsTimestamp, a.AsDuration),
        (CelOperator.Subtract, CelKind.Timestamp, CelKind.Duration) =>
            b.AsDuration == long.MinValue ? CelErrors.TimeOutOfRange : Moved(a.AsTimestamp, -b.AsDuration),
        (CelOperator.Subtract, CelKind.Timestamp, CelKind.Timestamp) =>
            a.AsTimestamp.TrySubtract(b.AsTimestamp, out var between) ? CelValue.OfDuration(between) : CelErrors.TimeOutOfRange,
        (CelOperator.Add, CelKind.Duration, CelKind.Duration) => Duration((Int128)a.AsDuration + b.AsDuration),
        (CelOperator.Subtract, CelKind.Duration, CelKind.Duration) => Duration((Int128)a.AsDuration - b.AsDuration),
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue Moved(CelTimestamp time, long nanos) =>
        time.TryAdd(nanos, out var moved) ? CelValue.Of(moved) : CelErrors.TimeOutOfRange;

    private static CelValue Duration(Int128 nanos) =>
        nanos >= long.MinValue && nanos <= long.MaxValue ? CelValue.OfDuration((long)nanos) : CelErrors.TimeOutOfRange;

    private static CelValue In(in CelValue value, in CelValue container) => container.Kind switch
    {
        CelKind.List => CelValue.Of(CelEquality.Contains(container.AsList, value)),
        CelKind.Map => CelValue.Of(container.AsMap.TryGet(value, out _)),
        _ => CelErrors.NoSuchOverload,
    };

    private static CelValue Order(CelOperator op, int order) => order switch
    {
        CelOrdering.NoOverload => CelErrors.NoSuchOverload,
        CelOrdering.Unordered => CelValue.False,
        _ => CelValue.Of(op switch
        {
            CelOperator.Less => order < 0,
            CelOperator.LessOrEqual => order <= 0,
            CelOperator.Greater => order > 0,
            _ => order >= 0,
        }),
    };

    private static CelValue OfInts(CelOperator op, long a, long b)
    {
        switch (op)
        {
            case CelOperator.Divide or CelOperator.Modulo when b == 0:
                return op == CelOperator.Divide ? CelErrors.DivisionByZero : CelErrors.ModulusByZero;
            case CelOperator.Divide or CelOperator.Modulo when a == long.MinValue && b == -1:
                return CelErrors.Overflow;
            case CelOperator.Divide:
                return CelValue.Of(a / b);
            case CelOperator.Modulo:
                return CelValue.Of(a % b);
        }

        var exact = op switch
        {
            CelOperator.Add => (Int128)a + b,
            CelOperator.Subtract => (Int128)a - b,
            _ => (Int128)a * b,
        };
        return exact >= long.MinValue && exact <= long.MaxValue ? CelValue.Of((long)exact) : CelErrors.Overflow;
    }

    private static CelValue OfUints(CelOperator op, ulong a, ulong b)
    {
        switch (op)
        {
            case CelOperator.Divide or CelOperator.Modulo when b == 0:
                return op == CelOperator.Divide ? CelErrors.DivisionByZero : CelErrors.ModulusByZero;
            case CelOperator.Divide:
                return CelValue.Of(a / b);
            case CelOperator.Modulo:
                return CelValue.Of(a % b);
            case CelOperator.Subtract:
                return a >= b ? CelValue.Of(a - b) : CelErrors.Overflow;
        }

        var exact = op == CelOperator.Add ? (UInt128)a + b : (UInt128)a * b;
        return exact <= ulong.MaxValue ? CelValue.Of((ulong)exact) : CelErrors.Overflow;
    }

    private static CelValue OfDoubles(CelOperator op, double a, double b) => op switch
    {
        CelOperator.Add => CelValue.Of(a + b),
        CelOperator.Subtract => CelValue.Of(a - b),
        CelOperator.Multiply => CelValue.Of(a * b),
        CelOperator.Divide => CelValue.Of(a / b),
        _ => CelErrors.NoSuchOverload,
    };
}
