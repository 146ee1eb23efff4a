using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Names of the features that made detectors propose a threat; empty where none did.</summary>
internal sealed class EvidenceNode(Threat threat) : CelNode
{
    private static readonly CelValue[] Names = [.. FeatureCatalog.All.Select(f => CelValue.Of(f.Name))];

    private static readonly CelValue None = CelValue.Of((CelValue[])[]);

    public override CelValue Value(in EvaluationFrame frame)
    {
        if (frame.Decision is not { } decision)
        {
            return CelErrors.NoDecision;
        }

        var index = decision.Candidates.IndexOf(threat);
        if (index < 0 || decision.Candidates.Items[index].Evidence is not { Length: > 0 } evidence)
        {
            return None;
        }

        var names = new CelValue[evidence.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Names[evidence[i].Feature];
        }

        return CelValue.Of(names);
    }
}
