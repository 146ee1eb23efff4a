using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Probability of a threat, 0 where no detector proposed it.</summary>
internal sealed class ThreatNode(Threat threat) : NumberNode
{
    public Threat Threat => threat;

    public override double Number(in EvaluationFrame frame) => frame.Decision!.Candidates.ProbabilityOf(threat);
}
