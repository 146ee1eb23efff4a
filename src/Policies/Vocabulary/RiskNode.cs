using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>The largest probability among the candidates.</summary>
internal sealed class RiskNode : NumberNode
{
    public override double Number(in EvaluationFrame frame) => frame.Decision!.Risk;
}
