namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary>A chain of "and" or of "or", flat however long: both are associative, errors included.</summary>
internal sealed class CelLogic(int offset, bool isAnd, IReadOnlyList<CelExpression> operands)
    : CelExpression(offset, DepthOver(operands))
{
    public bool IsAnd { get; } = isAnd;

    public IReadOnlyList<CelExpression> Operands { get; } = operands;
}
