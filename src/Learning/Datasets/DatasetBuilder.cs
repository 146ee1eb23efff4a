using SecurityDecisioning.Features;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Learning.Datasets;

/// <summary>
/// Turns an ordered stream of events, each with the truth about it, into rows: every request is folded and read by the store
/// that serves, and proposed by the detectors that serve, so a row is what the ranker would have seen. One row per candidate;
/// its label says whether the event really was that threat.
/// </summary>
public sealed class DatasetBuilder
{
    private readonly FeatureStore _store;
    private readonly RiskRanker _ranker;
    private readonly RowReservoir _rows;
    private readonly float[] _features = new float[FeatureCatalog.Count];
    private readonly CandidateSlate _slate = new();
    private readonly long[] _attempts = new long[ThreatCatalog.Count];
    private readonly long[] _proposed = new long[ThreatCatalog.Count];

    /// <param name="store">A fresh store.</param>
    /// <param name="ranker">The detectors; its model, if any, is not asked.</param>
    /// <param name="rowsPerKind">Most rows kept of each (threat, label), drawn evenly over the stream.</param>
    /// <param name="seed">Of that draw.</param>
    public DatasetBuilder(FeatureStore store, RiskRanker ranker, int rowsPerKind, ulong seed)
    {
        _store = store;
        _ranker = ranker;
        _rows = new RowReservoir(rowsPerKind, seed);
    }

    public long Events { get; private set; }

    public long Requests { get; private set; }

    /// <summary>Requests of benign actors for which some candidate was proposed.</summary>
    public long BenignProposed { get; private set; }

    /// <summary>Requests that were <paramref name="threat"/>, proposed or not.</summary>
    public long Attempts(Threat threat) => _attempts[(int)threat];

    /// <summary>Of those, how many had it among their candidates: what is not proposed cannot be ranked.</summary>
    public long Proposed(Threat threat) => _proposed[(int)threat];

    /// <param name="securityEvent">The next event in order of time.</param>
    /// <param name="truth">The threat it is, none for the benign.</param>
    /// <param name="actor">Whose doing it is.</param>
    /// <returns>The highest triage among the event's candidates, 0 where there are none.</returns>
    public float Add(SecurityEvent securityEvent, Threat truth, ulong actor)
    {
        Events++;
        if (securityEvent.Kind != EventKind.Request)
        {
            _store.Apply(securityEvent);
            return 0;
        }

        Requests++;
        _store.ApplyAndRead(securityEvent, _features);
        _slate.Clear();
        _ranker.Propose(securityEvent, _features, _slate);
        Count(truth);
        var highest = 0f;
        foreach (ref var candidate in _slate.Items)
        {
            highest = Math.Max(highest, candidate.Triage);
            var label = new RowLabel(candidate.Threat == truth, 1, candidate.Threat, actor, securityEvent.TimeMs);
            if (_rows.Admit(label) is { } row)
            {
                RankerColumns.Fill(_features, candidate, row);
            }
        }

        return highest;
    }

    /// <summary>Counts an event of which nobody knows the truth: others are seen against it, nothing is learned from it.</summary>
    public void Observe(SecurityEvent securityEvent)
    {
        Events++;
        _store.Apply(securityEvent);
    }

    /// <summary>The rows drawn, in order of time, weighted so that they stand for all.</summary>
    public TrainingSet Build() => _rows.ToTrainingSet(RankerColumns.Names);

    private void Count(Threat truth)
    {
        _attempts[(int)truth]++;
        if (truth == Threat.None)
        {
            BenignProposed += _slate.Count > 0 ? 1 : 0;
        }
        else if (_slate.IndexOf(truth) >= 0)
        {
            _proposed[(int)truth]++;
        }
    }
}
