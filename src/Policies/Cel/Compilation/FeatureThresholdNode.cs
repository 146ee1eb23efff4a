namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A feature compared with a constant: what most conditions are made of, in one call.</summary>
internal sealed class FeatureThresholdNode<TComparison>(int feature, double threshold) : ConditionNode
    where TComparison : struct, INumberComparison
{
    public override bool Holds(in EvaluationFrame frame) => TComparison.Holds(frame.Features[feature], threshold);
}
