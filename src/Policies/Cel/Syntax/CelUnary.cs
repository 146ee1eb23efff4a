namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>!a</c> or <c>-a</c></summary>
internal sealed class CelUnary(int offset, bool isNot, CelExpression operand) : CelExpression(offset, operand.Depth + 1)
{
    /// <summary>Whether it is <c>!</c>; otherwise it is <c>-</c>.</summary>
    public bool IsNot { get; } = isNot;

    public CelExpression Operand { get; } = operand;
}
