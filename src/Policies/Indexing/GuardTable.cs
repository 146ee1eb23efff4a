namespace SecurityDecisioning.Policies.Indexing;

/// <summary>The guards of a group of rules: one look at the decision marks the rules that have to be looked at.</summary>
internal sealed class GuardTable
{
    private readonly ThresholdTable _atLeast;
    private readonly ThresholdTable _atMost;
    private readonly ThresholdTable _threats;
    private readonly ThresholdTable _risk;
    private readonly (RequestTraits All, int Bit)[] _traits;
    private readonly int[] _always;

    /// <param name="rules">Each with its bit.</param>
    public GuardTable(IReadOnlyList<(IndexedRule Rule, int Bit)> rules)
    {
        var guards = rules.SelectMany(r => (r.Rule.Guards ?? []).Select(g => (Guard: g, r.Bit))).ToList();
        _atLeast = new ThresholdTable(guards.Where(g => g.Guard.Kind == GuardKind.FeatureAtLeast));
        _atMost = new ThresholdTable(guards.Where(g => g.Guard.Kind == GuardKind.FeatureAtMost)
            .Select(g => (g.Guard with { Threshold = -g.Guard.Threshold }, g.Bit)));
        _threats = new ThresholdTable(guards.Where(g => g.Guard.Kind == GuardKind.ThreatAtLeast));
        _risk = new ThresholdTable(guards.Where(g => g.Guard.Kind == GuardKind.RiskAtLeast));
        _traits = [.. guards.Where(g => g.Guard.Kind == GuardKind.Traits)
            .Select(g => ((RequestTraits)unchecked((uint)g.Guard.Subject), g.Bit))];
        _always = [.. rules.Where(r => r.Rule.Guards is null).Select(r => r.Bit)];
    }

    /// <summary>Sets the bit of every rule one of whose guards holds, or that has none.</summary>
    public void Mark(Decision decision, Span<ulong> marks)
    {
        ReadOnlySpan<float> features = decision.Features;
        _atLeast.Mark(features, marks);
        if (!_atMost.IsEmpty)
        {
            _atMost.MarkNegated(features, marks);
        }

        if (!_threats.IsEmpty)
        {
            foreach (ref readonly var candidate in decision.Candidates.Items)
            {
                _threats.MarkOne((int)candidate.Threat, candidate.Probability, marks);
            }
        }

        if (!_risk.IsEmpty)
        {
            _risk.MarkOne(0, decision.Risk, marks);
        }

        foreach (var (all, bit) in _traits)
        {
            if ((decision.Event.Traits & all) == all)
            {
                marks[bit >> 6] |= 1UL << bit;
            }
        }

        foreach (var bit in _always)
        {
            marks[bit >> 6] |= 1UL << bit;
        }
    }
}
