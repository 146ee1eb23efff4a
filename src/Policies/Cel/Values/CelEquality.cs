namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>
/// Equality of cel-spec: numbers compare by value across their types, values of different kinds are unequal, NaN equals nothing.
/// </summary>
internal static class CelEquality
{
    public static IEqualityComparer<CelValue> Comparer { get; } = new ValueComparer();

    public static bool AreEqual(in CelValue a, in CelValue b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return CelOrdering.CompareNumbers(a, b) == 0;
        }

        return a.Kind == b.Kind && a.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool or CelKind.Duration => a.AsInt == b.AsInt,
            CelKind.String or CelKind.Type => string.Equals(a.AsText, b.AsText, StringComparison.Ordinal),
            CelKind.Bytes => a.AsBytes.AsSpan().SequenceEqual(b.AsBytes),
            CelKind.List => AreEqual(a.AsList, b.AsList),
            CelKind.Map => AreEqual(a.AsMap, b.AsMap),
            CelKind.Timestamp => a.AsTimestamp == b.AsTimestamp,
            CelKind.Ip => a.AsIp.Equals(b.AsIp),
            CelKind.Cidr => a.AsCidr.Equals(b.AsCidr),
            CelKind.Optional => AreEqual(a.AsOptional, b.AsOptional),
            _ => false,
        };
    }

    public static bool Contains(CelValue[] list, in CelValue value)
    {
        foreach (ref readonly var element in list.AsSpan())
        {
            if (AreEqual(element, value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEqual(CelValue[] a, CelValue[] b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (!AreEqual(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(CelMap a, CelMap b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        foreach (var (key, value) in a.Entries)
        {
            if (!b.TryGet(key, out var other) || !AreEqual(value, other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(CelOptional a, CelOptional b) =>
        a.HasValue == b.HasValue && (!a.HasValue || AreEqual(a.Value, b.Value));

    private sealed class ValueComparer : IEqualityComparer<CelValue>
    {
        public bool Equals(CelValue x, CelValue y) => AreEqual(x, y);

        public int GetHashCode(CelValue value) => value.Kind switch
        {
            CelKind.Int => ((double)value.AsInt).GetHashCode(),
            CelKind.Uint => ((double)value.AsUint).GetHashCode(),
            CelKind.Double => value.AsDouble.GetHashCode(),
            CelKind.Bool => value.IsTrue ? 1 : 2,
            CelKind.String or CelKind.Type => string.GetHashCode(value.AsText, StringComparison.Ordinal),
            _ => (int)value.Kind,
        };
    }
}
