using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>A yes-or-no feature; unknown reads as no.</summary>
internal sealed class FlagNode(int feature) : ConditionNode
{
    public int Feature => feature;

    public override bool Holds(in EvaluationFrame frame) => frame.Features[feature] > 0;
}
