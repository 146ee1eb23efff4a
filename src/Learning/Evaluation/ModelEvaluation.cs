using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Evaluation;

/// <summary>A model, or triage where there is none, measured on rows it was not trained on.</summary>
/// <param name="All">Every row.</param>
/// <param name="ByThreat">The rows of each threat that has both kinds, by its name.</param>
public sealed record ModelEvaluation(ModelMetrics All, IReadOnlyDictionary<string, ModelMetrics> ByThreat)
{
    public static ModelEvaluation Of(RiskModel model, TrainingSet rows) => Of(rows, row => model.Probability(row));

    /// <summary>What the detectors' own estimates are worth: the score to beat.</summary>
    public static ModelEvaluation OfTriage(TrainingSet rows) => Of(rows, static row => row[RankerColumns.Triage]);

    private static ModelEvaluation Of(TrainingSet rows, Func<ReadOnlySpan<float>, float> score)
    {
        var scores = new float[rows.Count];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = score(rows.Row(row));
        }

        var byThreat = new SortedDictionary<string, ModelMetrics>(StringComparer.Ordinal);
        foreach (var threat in ThreatCatalog.All)
        {
            var own = Enumerable.Range(0, scores.Length).Where(r => rows.LabelOf(r).Threat == threat.Threat).ToArray();
            var metrics = Measure(rows, scores, own);
            if (metrics.Positives > 0 && metrics.Positives < metrics.Rows)
            {
                byThreat.Add(threat.Name, metrics);
            }
        }

        return new ModelEvaluation(Measure(rows, scores, [.. Enumerable.Range(0, scores.Length)]), byThreat);
    }

    private static ModelMetrics Measure(TrainingSet rows, float[] scores, int[] picked) => RankingMetrics.Measure(
        picked.Select(r => scores[r]).ToArray(),
        picked.Select(rows.Label).ToArray(),
        picked.Select(rows.Weight).ToArray());
}
