namespace SecurityDecisioning.Contracts.Threats;

/// <summary>The candidates of one event, at most one per threat. Reused from event to event.</summary>
public sealed class CandidateSlate
{
    private readonly CandidateThreat[] _items = new CandidateThreat[ThreatCatalog.Count];

    public int Count { get; private set; }

    public Span<CandidateThreat> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Adds a candidate and returns it for its evidence; a second proposal of a threat returns the first.</summary>
    public ref CandidateThreat Propose(Threat threat, float triage)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Threat == threat)
            {
                _items[i].Triage = Math.Max(_items[i].Triage, triage);
                _items[i].Probability = _items[i].Triage;
                return ref _items[i];
            }
        }

        _items[Count] = new CandidateThreat { Threat = threat, Triage = triage, Probability = triage };
        return ref _items[Count++];
    }

    /// <summary>The candidate for <paramref name="threat"/>, or an index below zero where nobody proposed it.</summary>
    public int IndexOf(Threat threat)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Threat == threat)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Probability of <paramref name="threat"/>, 0 where nobody proposed it.</summary>
    public float ProbabilityOf(Threat threat)
    {
        var index = IndexOf(threat);
        return index < 0 ? 0 : _items[index].Probability;
    }

    public void CopyFrom(CandidateSlate other)
    {
        other.Items.CopyTo(_items);
        Count = other.Count;
    }
}
