using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>a[i]</c>: an element of a list by any number that is whole, a value of a map by key.</summary>
internal sealed class IndexNode(CelNode operand, CelNode index) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = operand.Value(frame);
        if (container.IsError)
        {
            return container;
        }

        var at = index.Value(frame);
        return (at.Kind, container.Kind) switch
        {
            (CelKind.Error, _) => at,
            (_, CelKind.Map) => container.AsMap.TryGet(at, out var value) ? value : CelErrors.NoSuchKey,
            (_, CelKind.List) => Element(container.AsList, at),
            _ => CelErrors.NoSuchOverload,
        };
    }

    private static CelValue Element(CelValue[] list, in CelValue at)
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
        return position >= 0 && position < list.Length ? list[position] : CelErrors.OutOfRange;
    }
}
