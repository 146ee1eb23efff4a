using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>
/// A decision that was served other features than the log's order gives, and what it was served in the order in which events
/// reached its entities.
/// </summary>
internal sealed class RetracedDecision(SecurityEvent decided, float[] served, OrderWitness witness)
{
    private Retrace? _retrace;

    public OrderWitness Witness => witness;

    /// <summary>Where <paramref name="store"/> holds what the witness's epoch does.</summary>
    public void Begin(FeatureStore store) => _retrace = new Retrace(store, decided, witness);

    public void Pass(SecurityEvent e, bool isNameUnknown) => _retrace!.Pass(e, isNameUnknown);

    public void Pass(in PastChange change)
    {
        switch (change)
        {
            case { Issued: { } issued }:
                _retrace!.Pass(issued);
                break;
            case { Lifted: { } lifted }:
                _retrace!.Pass(lifted);
                break;
            case { Case: { } item }:
                _retrace!.Pass(item);
                break;
        }
    }

    /// <summary>
    /// The features that differ without a reason; none where all that differ do by overlap. Those that are shared by all may
    /// beside the edge of five seconds. An entity that was forgotten for want of room at another moment, because others came in
    /// another order, is known since another time, and that shows.
    /// </summary>
    /// <param name="steps">Where steps of sessions went over such an edge.</param>
    /// <param name="wasForgetting">Whether entities were forgotten since the snapshot.</param>
    public IReadOnlyList<int> Unexplained(StepEdges steps, bool wasForgetting)
    {
        var actual = new float[FeatureCatalog.Count];
        _retrace!.Read(actual);
        var unexplained = new List<int>();
        for (var i = 0; i < actual.Length; i++)
        {
            if (actual[i].Equals(served[i]) || (FeatureGroups.IsShared(i) && _retrace.IsAtEdge)
                || (i == FeatureGroups.StepSurprise && steps.Has(decided)))
            {
                continue;
            }

            var age = FeatureGroups.AgeOf(i);
            if (!wasForgetting || age < 0 || actual[age].Equals(served[age]))
            {
                unexplained.Add(i);
            }
        }

        return unexplained;
    }
}
