namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>The nodes right below a node.</summary>
internal static class CelChildren
{
    public static IEnumerable<CelExpression> Of(CelExpression expression) => expression switch
    {
        CelSelect select => [select.Operand],
        CelIndex index => [index.Operand, index.Index],
        CelCall { Target: { } target } call => [target, .. call.Arguments],
        CelCall call => call.Arguments,
        CelList list => list.Elements,
        CelMapLiteral map => map.Keys.Concat(map.Values),
        CelUnary unary => [unary.Operand],
        CelBinary binary => [binary.Left, binary.Right],
        CelLogic logic => logic.Operands,
        CelConditional conditional => [conditional.Condition, conditional.Yes, conditional.No],
        _ => [],
    };
}
