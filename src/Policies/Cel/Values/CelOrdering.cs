namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>Order of cel-spec: numbers across their types, strings by code point, bytes by value, false before true, times by
/// date.</summary>
internal static class CelOrdering
{
    /// <summary>What <see cref="Compare"/> says where one side is NaN: no comparison holds.</summary>
    public const int Unordered = int.MinValue;

    /// <summary>What <see cref="Compare"/> says of values that have no order.</summary>
    public const int NoOverload = int.MaxValue;

    public static int Compare(in CelValue a, in CelValue b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return CompareNumbers(a, b);
        }

        if (a.Kind != b.Kind)
        {
            return NoOverload;
        }

        return a.Kind switch
        {
            CelKind.Bool or CelKind.Duration => a.AsInt.CompareTo(b.AsInt),
            CelKind.Timestamp => a.AsTimestamp.CompareTo(b.AsTimestamp),
            CelKind.String => CompareCodePoints(a.AsString, b.AsString),
            CelKind.Bytes => Math.Sign(a.AsBytes.AsSpan().SequenceCompareTo(b.AsBytes)),
            _ => NoOverload,
        };
    }

    public static int CompareNumbers(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => a.AsInt.CompareTo(b.AsInt),
        (CelKind.Uint, CelKind.Uint) => a.AsUint.CompareTo(b.AsUint),
        (CelKind.Int, CelKind.Uint) => a.AsInt < 0 ? -1 : ((ulong)a.AsInt).CompareTo(b.AsUint),
        (CelKind.Uint, CelKind.Int) => b.AsInt < 0 ? 1 : a.AsUint.CompareTo((ulong)b.AsInt),
        (CelKind.Double, CelKind.Double) => CompareDoubles(a.AsDouble, b.AsDouble),
        (CelKind.Double, CelKind.Int) => CompareDoubleToInt(a.AsDouble, b.AsInt),
        (CelKind.Double, _) => CompareDoubleToUint(a.AsDouble, b.AsUint),
        (CelKind.Int, _) => Reverse(CompareDoubleToInt(b.AsDouble, a.AsInt)),
        _ => Reverse(CompareDoubleToUint(b.AsDouble, a.AsUint)),
    };

    private static int CompareDoubles(double a, double b) => a < b ? -1 : a > b ? 1 : a == b ? 0 : Unordered;

    // As the reference does it: out of the integers' range decides at once, within it the integer is compared as a double, so
    // neighbours beyond 2^53 can be equal.
    private static int CompareDoubleToInt(double a, long b) =>
        a < long.MinValue ? -1 : a > long.MaxValue ? 1 : CompareDoubles(a, b);

    private static int CompareDoubleToUint(double a, ulong b) =>
        a < 0 ? -1 : a > ulong.MaxValue ? 1 : CompareDoubles(a, b);

    private static int Reverse(int order) => order == Unordered ? Unordered : -order;

    // UTF-16 order puts surrogate pairs before U+E000; code point order does not.
    private static int CompareCodePoints(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        var (x, y) = (a[common], b[common]);
        return char.IsSurrogate(x) != char.IsSurrogate(y)
            ? char.IsSurrogate(x) ? 1 : -1
            : x.CompareTo(y);
    }
}
