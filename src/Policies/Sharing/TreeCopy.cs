using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Copies a node with new children; null where a child is.</summary>
internal static class TreeCopy
{
    public static CelExpression? Of(CelExpression e, int offset, Func<CelExpression, CelExpression?> copy)
    {
        switch (e)
        {
            case CelLiteral literal:
                return new CelLiteral(offset, literal.Value);
            case CelIdentifier identifier:
                return new CelIdentifier(offset, identifier.Name, identifier.IsRooted);
            case CelSelect select:
                return copy(select.Operand) is { } operand ? new CelSelect(offset, operand, select.Field, select.IsOptional) : null;
            case CelIndex index:
                return Both(copy(index.Operand), copy(index.Index), (a, b) => new CelIndex(offset, a, b, index.IsOptional));
            case CelUnary unary:
                return copy(unary.Operand) is { } inner ? new CelUnary(offset, unary.IsNot, inner) : null;
            case CelBinary binary:
                return Both(copy(binary.Left), copy(binary.Right), (a, b) => new CelBinary(offset, binary.Operator, a, b));
            case CelLogic logic:
                return All(logic.Operands, copy) is { } operands ? new CelLogic(offset, logic.IsAnd, operands) : null;
            case CelConditional c:
                return All([c.Condition, c.Yes, c.No], copy) is { } parts
                    ? new CelConditional(offset, parts[0], parts[1], parts[2])
                    : null;
            case CelCall call:
                return OfCall(call, offset, copy);
            case CelList list:
                return All(list.Elements, copy) is { } elements
                    ? new CelList(offset, elements, Marked(elements.Count, list.IsOptional))
                    : null;
            case CelMapLiteral map:
                return All(map.Keys, copy) is { } keys && All(map.Values, copy) is { } values
                    ? new CelMapLiteral(offset, keys, values, Marked(keys.Count, map.IsOptional))
                    : null;
            default:
                throw new InvalidOperationException($"nothing copies a {e.GetType().Name}");
        }
    }

    private static CelCall? OfCall(CelCall call, int offset, Func<CelExpression, CelExpression?> copy)
    {
        var target = call.Target is null ? null : copy(call.Target);
        return (call.Target is null || target is not null) && All(call.Arguments, copy) is { } arguments
            ? new CelCall(offset, target, call.Function, arguments)
            : null;
    }

    private static CelExpression? Both(
        CelExpression? a, CelExpression? b, Func<CelExpression, CelExpression, CelExpression> make) =>
        a is null || b is null ? null : make(a, b);

    private static List<CelExpression>? All(IReadOnlyList<CelExpression> all, Func<CelExpression, CelExpression?> copy)
    {
        var copies = new List<CelExpression>(all.Count);
        foreach (var one in all)
        {
            if (copy(one) is not { } copied)
            {
                return null;
            }

            copies.Add(copied);
        }

        return copies;
    }

    private static HashSet<int>? Marked(int count, Func<int, bool> isOptional)
    {
        HashSet<int>? marked = null;
        for (var i = 0; i < count; i++)
        {
            if (isOptional(i))
            {
                (marked ??= []).Add(i);
            }
        }

        return marked;
    }
}
