using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring;

/// <summary>
/// Candidate generation and ranking: detectors propose threats, the model gives each its probability. Safe from any thread;
/// the model is exchanged whole, between two calls.
/// </summary>
public sealed class RiskRanker
{
    [ThreadStatic]
    private static float[]? t_row;

    private readonly DetectorSet _detectors;
    private volatile RiskModel? _model;

    public RiskRanker(DetectorSet detectors, RiskModel? model = null)
    {
        _detectors = detectors;
        _model = model;
    }

    /// <summary>The model that scores, or null where triage stands.</summary>
    public RiskModel? Model => _model;

    /// <summary>SHA-256 of the model file, 16 hexadecimal digits; empty where no model is loaded.</summary>
    public string ModelHash => _model?.Hash ?? "";

    /// <summary>From the next call on <paramref name="model"/> scores; null lets triage stand.</summary>
    public void Use(RiskModel? model) => _model = model;

    /// <summary>Cheap candidate generation: every detector may propose its threat, with evidence and a triage estimate.</summary>
    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate candidates) =>
        _detectors.Propose(securityEvent, features, candidates);

    /// <summary>Replaces each candidate's triage estimate by the model's probability; does nothing without a model.</summary>
    /// <returns>
    /// The hash of the model that scored, empty where none did. A record must name this one: <see cref="ModelHash"/> may be
    /// another's by the time it is asked.
    /// </returns>
    public string Score(ReadOnlySpan<float> features, CandidateSlate candidates)
    {
        if (_model is not { } model)
        {
            return "";
        }

        if (candidates.Count > 0)
        {
            var row = (t_row ??= new float[RankerColumns.Count]).AsSpan();
            RankerColumns.FillFeatures(features, row);
            foreach (ref var candidate in candidates.Items)
            {
                RankerColumns.FillCandidate(candidate, row);
                candidate.Probability = model.Probability(row);
            }
        }

        return model.Hash;
    }
}
