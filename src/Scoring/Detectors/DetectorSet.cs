namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>The detectors that run on every request, in this order. Immutable.</summary>
public sealed class DetectorSet
{
    private readonly IDetector[] _detectors;

    /// <exception cref="ArgumentException">Two detectors share a name, or one names no threat.</exception>
    public DetectorSet(IEnumerable<IDetector> detectors)
    {
        _detectors = [.. detectors];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var detector in _detectors)
        {
            if (!names.Add(detector.Name))
            {
                throw new ArgumentException($"two detectors are called `{detector.Name}`", nameof(detectors));
            }

            if (detector.Threat == Threat.None)
            {
                throw new ArgumentException($"detector `{detector.Name}` names no threat", nameof(detectors));
            }
        }
    }

    /// <summary>The shipped detectors: one for each threat.</summary>
    public static DetectorSet Default { get; } = new(
    [
        new CredentialStuffingDetector(),
        new CredentialCrackingDetector(),
        new PasswordSprayingDetector(),
        new AccountTakeoverDetector(),
        new SessionHijackingDetector(),
        new ScrapingDetector(),
        new AccountCreationAbuseDetector(),
        new ApiAbuseDetector(),
    ]);

    public IReadOnlyList<IDetector> All => _detectors;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        foreach (var detector in _detectors)
        {
            detector.Propose(securityEvent, features, slate);
        }
    }
}
