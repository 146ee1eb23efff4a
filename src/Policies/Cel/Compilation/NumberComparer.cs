using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>Chooses the node for a comparison of numbers.</summary>
internal static class NumberComparer
{
    public static ConditionNode Of(CelOperator op, NumberNode left, NumberNode right) => (left, right) switch
    {
        (NumberConstantNode, FeatureNode) => Of(Mirror(op), right, left),
        _ => op switch
        {
            CelOperator.Equal => Of<NumberComparisons.Equal>(left, right),
            CelOperator.NotEqual => Of<NumberComparisons.NotEqual>(left, right),
            CelOperator.Less => Of<NumberComparisons.Less>(left, right),
            CelOperator.LessOrEqual => Of<NumberComparisons.LessOrEqual>(left, right),
            CelOperator.Greater => Of<NumberComparisons.Greater>(left, right),
            _ => Of<NumberComparisons.GreaterOrEqual>(left, right),
        },
    };

    private static ConditionNode Of<TComparison>(NumberNode left, NumberNode right)
        where TComparison : struct, INumberComparison => (left, right) switch
        {
            (FeatureNode feature, NumberConstantNode constant) =>
                new FeatureThresholdNode<TComparison>(feature, constant),
            _ => new NumberComparisonNode<TComparison>(left, right),
        };

    private static CelOperator Mirror(CelOperator op) => op switch
    {
        CelOperator.Less => CelOperator.Greater,
        CelOperator.LessOrEqual => CelOperator.GreaterOrEqual,
        CelOperator.Greater => CelOperator.Less,
        CelOperator.GreaterOrEqual => CelOperator.LessOrEqual,
        _ => op,
    };
}
