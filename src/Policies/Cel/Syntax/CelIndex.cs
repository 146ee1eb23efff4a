namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>operand[index]</c></summary>
internal sealed class CelIndex(int offset, CelExpression operand, CelExpression index)
    : CelExpression(offset, Math.Max(operand.Depth, index.Depth) + 1)
{
    public CelExpression Operand { get; } = operand;

    public CelExpression Index { get; } = index;
}
