using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The lists extension.</summary>
internal static class ListFunctions
{
    private static readonly CelType List = CelType.ListOf(CelType.Parameter);

    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("lists.range", new CelOverload(CelType.ListOf(CelType.Int), CelType.Int)
        {
            One = static count => Range(count.AsInt),
            Shape = static s => CelShape.ListOf(Math.Clamp(s[0].Number ?? CelLimits.ListLength, 0, CelLimits.ListLength), CelShape.Scalar),
        }),
        CelFunction.Member("slice", new CelOverload(List, List, CelType.Int, CelType.Int)
        {
            Many = static a => Slice(a[0].AsList, a[1].AsInt, a[2].AsInt),
            Shape = static s => s[0],
        }),
        CelFunction.Member("first", End(static list => list[0])),
        CelFunction.Member("last", End(static list => list[^1])),
        CelFunction.Member("flatten",
            new CelOverload(CelType.AnyList, CelType.AnyList)
            {
                One = static list => Flatten(list.AsList, 1),
                Typing = static types => Flatten(types[0], types.Count),
                Shape = static s => Flattened(s[0]),
            },
            new CelOverload(CelType.AnyList, CelType.AnyList, CelType.Int)
            {
                Two = static (list, depth) => Flatten(list.AsList, depth.AsInt),
                Typing = static types => types[1].Fits(CelType.Int) ? Flatten(types[0], types.Count) : null,
                Shape = static s => Flattened(s[0]),
            }),
        CelFunction.Member("distinct", new CelOverload(List, List)
        {
            One = static list => Distinct(list.AsList),
            Shape = static s => s[0],
            // Lists and maps have no hash of their own, so each may be compared with each.
            Work = static s => s[0].Weight * (s[0].Element?.Element is null ? 5 : s[0].Size),
        }),
        CelFunction.Member("sort", new CelOverload(List, List)
        {
            One = static list => CelSort.Sorted(list.AsList, list.AsList),
            Shape = static s => s[0],
            Work = static s => (2 + s[0].Weight) * Math.Log2(s[0].Size + 2),
        }),
    ];

    private static CelOverload End(Func<CelValue[], CelValue> pick) => new(CelType.OptionalOf(CelType.Parameter), List)
    {
        One = list => list.AsList.Length == 0 ? CelOptional.None : CelOptional.Of(pick(list.AsList)),
        Shape = static s => CelShape.OptionalOf(s[0].Element ?? CelShape.Scalar),
    };

    private static CelShape Flattened(CelShape list) => CelShape.ListOf(list.Weight, Innermost(list));

    private static CelShape Innermost(CelShape shape) => shape.Element is { } element ? Innermost(element) : shape;

    private static CelType? Flatten(CelType list, int arguments) => list.Kind switch
    {
        CelTypeKind.List when arguments == 1 && list.Element!.Kind == CelTypeKind.List => list.Element,
        CelTypeKind.List when arguments == 1 && !list.Element!.IsDyn => list,
        CelTypeKind.List or CelTypeKind.Dyn or CelTypeKind.Unbound => CelType.AnyList,
        _ => null,
    };

    private static CelValue Range(long count)
    {
        if (count is < 0 or > CelLimits.ListLength)
        {
            return count < 0 ? CelErrors.OutOfRange : CelErrors.TooLarge;
        }

        var numbers = new CelValue[count];
        for (var i = 0L; i < count; i++)
        {
            numbers[i] = CelValue.Of(i);
        }

        return CelValue.Of(numbers);
    }

    private static CelValue Slice(CelValue[] list, long from, long to) =>
        from < 0 || to > list.Length || from > to ? CelErrors.OutOfRange : CelValue.Of(list[(int)from..(int)to]);

    private static CelValue Flatten(CelValue[] list, long depth)
    {
        var flat = new List<CelValue>();
        return depth < 0 ? CelErrors.OutOfRange : TryFlatten(list, depth, flat) ? CelValue.Of(flat.ToArray()) : CelErrors.TooLarge;
    }

    private static bool TryFlatten(CelValue[] list, long depth, List<CelValue> flat)
    {
        foreach (var element in list)
        {
            if (element.Kind == CelKind.List && depth > 0)
            {
                if (!TryFlatten(element.AsList, depth - 1, flat))
                {
                    return false;
                }

                continue;
            }

            if (flat.Count >= CelLimits.ListLength)
            {
                return false;
            }

            flat.Add(element);
        }

        return true;
    }

    private static CelValue Distinct(CelValue[] list)
    {
        var seen = new HashSet<CelValue>(CelEquality.Comparer);
        return CelValue.Of(Array.FindAll(list, seen.Add));
    }
}
