using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Contracts.Threats;

/// <summary>A threat that a detector proposes for one event, before and after the ranker has scored it.</summary>
public struct CandidateThreat
{
    /// <summary>Most observations that one candidate carries.</summary>
    public const int MaxEvidence = 4;

    private EvidenceList _evidence;
    private int _evidenceCount;

    public Threat Threat { get; set; }

    /// <summary>The detector's own estimate, 0–1; what stands where no model is loaded.</summary>
    public float Triage { get; set; }

    /// <summary>The ranker's calibrated probability, 0–1; equals <see cref="Triage"/> where no model is loaded.</summary>
    public float Probability { get; set; }

    [UnscopedRef]
    public ReadOnlySpan<Evidence> Evidence => ((ReadOnlySpan<Evidence>)_evidence)[.._evidenceCount];

    /// <summary>Adds one observation; past <see cref="MaxEvidence"/> the first, strongest ones stay.</summary>
    public void Add(int feature, float value, float threshold)
    {
        if (_evidenceCount < MaxEvidence)
        {
            _evidence[_evidenceCount++] = new Evidence((short)feature, value, threshold);
        }
    }

    [InlineArray(MaxEvidence)]
    private struct EvidenceList
    {
        private Evidence _first;
    }
}
