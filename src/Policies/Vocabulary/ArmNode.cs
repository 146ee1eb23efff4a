using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary><c>experiment.arm("checkout")</c></summary>
internal sealed class ArmNode(Experiment experiment) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame) =>
        frame.Decision is { } decision ? CelValue.Of(experiment.Read(decision)) : CelErrors.NoDecision;
}
