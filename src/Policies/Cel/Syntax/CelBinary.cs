namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>Two operands and an operator.</summary>
internal sealed class CelBinary(int offset, CelOperator op, CelExpression left, CelExpression right)
    : CelExpression(offset, Math.Max(left.Depth, right.Depth) + 1)
{
    public CelOperator Operator { get; } = op;

    public CelExpression Left { get; } = left;

    public CelExpression Right { get; } = right;
}
