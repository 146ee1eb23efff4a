using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>Puts lists into order; elements with equal keys stay in theirs.</summary>
internal static class CelSort
{
    /// <summary>
    /// The elements in the order of their keys, or an error where the keys are not all of one kind that has an order (numbers count as
    /// one kind).
    /// </summary>
    public static CelValue Sorted(CelValue[] elements, CelValue[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (CelOrdering.Compare(keys[0], keys[i]) is CelOrdering.NoOverload or CelOrdering.Unordered)
            {
                return CelErrors.NoSuchOverload;
            }
        }

        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => CelOrdering.Compare(keys[a], keys[b]) is not 0 and var way ? way : a.CompareTo(b));
        return CelValue.Of(Array.ConvertAll(order, i => elements[i]));
    }
}
