namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Two numbers compared.</summary>
internal sealed class NumberComparisonNode<TComparison>(NumberNode left, NumberNode right) : ConditionNode
    where TComparison : struct, INumberComparison
{
    public override bool Holds(in EvaluationFrame frame) => TComparison.Holds(left.Number(frame), right.Number(frame));
}
