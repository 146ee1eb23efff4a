namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>A feature's value; NaN where unknown.</summary>
internal sealed class FeatureNode(int feature) : NumberNode
{
    public int Feature { get; } = feature;

    public override double Number(in EvaluationFrame frame) => frame.Features[Feature];
}
