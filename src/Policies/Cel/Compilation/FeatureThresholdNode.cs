namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A feature compared with a constant: what most conditions are made of, in one call.</summary>
internal sealed class FeatureThresholdNode<TComparison>(FeatureNode left, NumberConstantNode right)
    : ComparisonNode(TComparison.Operator, left, right)
    where TComparison : struct, INumberComparison
{
    private readonly int _feature = left.Feature;
    private readonly double _threshold = right.Constant;

    public override bool Holds(in EvaluationFrame frame) => TComparison.Holds(frame.Features[_feature], _threshold);
}
