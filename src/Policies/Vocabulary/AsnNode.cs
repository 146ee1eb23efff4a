using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Number of the autonomous system that announces the address, 0 where unknown.</summary>
internal sealed class AsnNode : CelNode
{
    public override CelValue Value(in EvaluationFrame frame) =>
        frame.Decision is { } decision ? CelValue.Of((long)decision.Event.Asn) : CelErrors.NoDecision;
}
