namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// A plug point: cheap candidate generation for one threat. It runs before the upstream answers, so it judges the attempt.
/// Implementations are stateless, allocate nothing and take NaN for "unknown", never for a sign.
/// </summary>
public interface IDetector
{
    /// <summary>kebab-case, unique in a <see cref="DetectorSet"/>.</summary>
    string Name { get; }

    Threat Threat { get; }

    /// <summary>
    /// Adds a candidate to <paramref name="slate"/> where the features show signs of <see cref="Threat"/>. Its triage estimate
    /// never falls as the evidence grows: without a model it is the only score there is.
    /// </summary>
    /// <param name="securityEvent">The request, already counted into <paramref name="features"/>.</param>
    /// <param name="features">One value per entry of <see cref="FeatureCatalog"/>, NaN where unknown.</param>
    /// <param name="slate">Where the candidate goes.</param>
    void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate);
}
