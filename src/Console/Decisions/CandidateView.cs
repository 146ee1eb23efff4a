namespace SecurityDecisioning.Console.Decisions;

/// <summary>A candidate threat with its words. The slate hands out spans, which a page cannot hold.</summary>
internal sealed record CandidateView(
    ThreatDefinition Definition, float Probability, float Triage, IReadOnlyList<EvidenceView> Evidence)
{
    /// <summary>Most probable first.</summary>
    public static IReadOnlyList<CandidateView> Of(Decision decision)
    {
        var views = new List<CandidateView>();
        foreach (ref readonly var candidate in decision.Candidates.Items)
        {
            var evidence = new List<EvidenceView>();
            foreach (var item in candidate.Evidence)
            {
                evidence.Add(new EvidenceView(FeatureCatalog.All[item.Feature], item.Value, item.Threshold));
            }

            views.Add(new CandidateView(
                ThreatCatalog.Get(candidate.Threat), candidate.Probability, candidate.Triage, evidence));
        }

        return [.. views.OrderByDescending(v => v.Probability)];
    }
}
