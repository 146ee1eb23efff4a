namespace SecurityDecisioning.Scoring;

/// <summary>Candidate generation and ranking: detectors propose threats, the model gives each its probability.</summary>
public sealed class RiskRanker
{
    /// <summary>SHA-256 of the model file, 16 hexadecimal digits; empty where no model is loaded.</summary>
    public string ModelHash => throw new NotSupportedException();

    /// <summary>Cheap candidate generation: every detector may propose its threat, with evidence and a triage estimate.</summary>
    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate candidates) =>
        throw new NotSupportedException();

    /// <summary>Replaces each candidate's triage estimate by the model's probability; does nothing without a model.</summary>
    public void Score(ReadOnlySpan<float> features, CandidateSlate candidates) => throw new NotSupportedException();
}
