namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Two numbers compared.</summary>
internal sealed class NumberComparisonNode<TComparison>(NumberNode left, NumberNode right)
    : ComparisonNode(TComparison.Operator, left, right)
    where TComparison : struct, INumberComparison
{
    public override bool Holds(in EvaluationFrame frame) => TComparison.Holds(Left.Number(frame), Right.Number(frame));
}
