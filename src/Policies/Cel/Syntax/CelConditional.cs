namespace SecurityDecisioning.Policies.Cel.Syntax;

/// <summary><c>condition ? yes : no</c></summary>
internal sealed class CelConditional(int offset, CelExpression condition, CelExpression yes, CelExpression no)
    : CelExpression(offset, Math.Max(condition.Depth, Math.Max(yes.Depth, no.Depth)) + 1)
{
    public CelExpression Condition { get; } = condition;

    public CelExpression Yes { get; } = yes;

    public CelExpression No { get; } = no;
}
