using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>known(f.…)</c></summary>
internal sealed class FeatureKnownNode(int feature) : ConditionNode
{
    public int Feature => feature;

    public override bool Holds(in EvaluationFrame frame) => !float.IsNaN(frame.Features[feature]);
}
