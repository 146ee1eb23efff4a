namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>operand[index]</c> or <c>operand[?index]</c></summary>
internal sealed class CelIndex(int offset, CelExpression operand, CelExpression index, bool isOptional = false)
    : CelExpression(offset, Math.Max(operand.Depth, index.Depth) + 1)
{
    public CelExpression Operand { get; } = operand;

    public CelExpression Index { get; } = index;

    /// <summary>Whether it gives an optional, absent where there is no such element.</summary>
    public bool IsOptional { get; } = isOptional;
}
