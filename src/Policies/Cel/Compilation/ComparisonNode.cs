using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Two numbers compared, told as what it is: the index of rules looks for comparisons with constants.</summary>
internal abstract class ComparisonNode(CelOperator op, NumberNode left, NumberNode right) : ConditionNode
{
    public CelOperator Operator { get; } = op;

    public NumberNode Left { get; } = left;

    public NumberNode Right { get; } = right;
}
