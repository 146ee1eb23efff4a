using SecurityDecisioning.Learning.Datasets;

namespace SecurityDecisioning.Cli.Training;

/// <summary>How many attempts of each threat the detectors proposed as such: what is not proposed cannot be ranked.</summary>
internal sealed class CandidateCounts
{
    private readonly long[] _attempts = new long[ThreatCatalog.Count];
    private readonly long[] _proposed = new long[ThreatCatalog.Count];

    public long Requests { get; private set; }

    public long BenignProposed { get; private set; }

    public long Benign => _attempts[(int)Threat.None];

    public long Attempts(Threat threat) => _attempts[(int)threat];

    public long Proposed(Threat threat) => _proposed[(int)threat];

    public void Add(DatasetBuilder builder)
    {
        Requests += builder.Requests;
        BenignProposed += builder.BenignProposed;
        for (var threat = 0; threat < _attempts.Length; threat++)
        {
            _attempts[threat] += builder.Attempts((Threat)threat);
            _proposed[threat] += builder.Proposed((Threat)threat);
        }
    }
}
