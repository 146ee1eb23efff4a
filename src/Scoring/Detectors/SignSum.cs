namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// Adds up the signs of one threat. Each sign is a ramp from 0 at its threshold to its weight at its full value, and signs
/// combine as independent ones do: triage = 1 − ∏(1 − weight · strength). So triage lies in 0–1, never falls as a sign grows,
/// and no number of weak signs outweighs a missing strong one. A sign of an unknown (NaN) feature is no sign.
/// </summary>
internal ref struct SignSum(ReadOnlySpan<float> features)
{
    /// <summary>Below this a candidate is not worth a row of the ranker's time.</summary>
    public const float WorthProposing = 0.05f;

    private readonly ReadOnlySpan<float> _features = features;
    private float _doubt = 1;
    private EvidenceBuffer _evidence;
    private int _count;

    public readonly float Triage => 1 - _doubt;

    public readonly bool IsEmpty => _count == 0;

    /// <summary>More is worse: nothing up to <paramref name="threshold"/>, all of the weight from <paramref name="full"/> on.</summary>
    public void Above(int feature, float threshold, float full, float weight)
    {
        var value = _features[feature];
        Weigh(feature, value, threshold, (value - threshold) / (full - threshold), weight);
    }

    /// <summary>Less is worse: nothing from <paramref name="threshold"/> on, all of the weight at <paramref name="full"/>.</summary>
    public void Below(int feature, float threshold, float full, float weight)
    {
        var value = _features[feature];
        Weigh(feature, value, threshold, (threshold - value) / (threshold - full), weight);
    }

    /// <summary>
    /// As <see cref="Above"/>, after one unit is forgiven for each unit of <paramref name="excuse"/>: an office behind one
    /// address fails often and succeeds more often, an attack does not.
    /// </summary>
    public void Excess(int feature, int excuse, float threshold, float full, float weight)
    {
        var forgiven = _features[excuse];
        forgiven = forgiven > 0 ? forgiven : 0;
        var value = _features[feature];
        Weigh(feature, value, threshold + forgiven, (value - forgiven - threshold) / (full - threshold), weight);
    }

    /// <summary>All or nothing: a flag that is set.</summary>
    public void Flag(int feature, float weight) => Above(feature, 0, 1, weight);

    /// <summary>All or nothing: a flag that is not set.</summary>
    public void Missing(int feature, float weight) => Below(feature, 1, 0, weight);

    public readonly void Propose(CandidateSlate slate, Threat threat)
    {
        if (Triage < WorthProposing)
        {
            return;
        }

        ref var candidate = ref slate.Propose(threat, Triage);
        foreach (var sign in ((ReadOnlySpan<Evidence>)_evidence)[.._count])
        {
            candidate.Add(sign.Feature, sign.Value, sign.Threshold);
        }
    }

    private void Weigh(int feature, float value, float threshold, float strength, float weight)
    {
        // False for NaN too.
        if (!(strength > 0))
        {
            return;
        }

        _doubt *= 1 - (weight * Math.Min(strength, 1));
        if (_count < CandidateThreat.MaxEvidence)
        {
            _evidence[_count++] = new Evidence((short)feature, value, threshold);
        }
    }

    [System.Runtime.CompilerServices.InlineArray(CandidateThreat.MaxEvidence)]
    private struct EvidenceBuffer
    {
        private Evidence _first;
    }
}
