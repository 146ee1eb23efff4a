using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Evaluation;

/// <summary>How well probabilities rank and how honest they are, each row counted by its weight.</summary>
public static class RankingMetrics
{
    private const int CalibrationBins = 15;

    // A certain answer that is wrong would cost infinitely much.
    private const double LeastProbability = 1e-7;

    /// <param name="probabilities">0–1 each.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="weights">How much each row counts; empty counts each as one.</param>
    public static ModelMetrics Measure(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels, ReadOnlySpan<float> weights = default)
    {
        if (probabilities.Length != labels.Length || (weights.Length != 0 && weights.Length != labels.Length))
        {
            throw new ArgumentException("probabilities, labels and weights must be equally many");
        }

        var rows = new (float Probability, bool Label, double Weight)[labels.Length];
        long positives = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (probabilities[i], labels[i], weights.IsEmpty ? 1 : weights[i]);
            positives += labels[i] ? 1 : 0;
        }

        Array.Sort(rows, static (a, b) => b.Probability.CompareTo(a.Probability));
        var (auc, prAuc) = Areas(rows);
        return new ModelMetrics(rows.Length, positives, auc, prAuc, LogLoss(rows), CalibrationError(rows));
    }

    /// <summary>Rows of equal probability are one step: no order among them is invented.</summary>
    private static (double Auc, double PrAuc) Areas((float Probability, bool Label, double Weight)[] rows)
    {
        double positives = 0, negatives = 0, rankedRight = 0, precisionSum = 0;
        for (var i = 0; i < rows.Length;)
        {
            double stepPositives = 0, stepNegatives = 0;
            var probability = rows[i].Probability;
            for (; i < rows.Length && rows[i].Probability == probability; i++)
            {
                stepPositives += rows[i].Label ? rows[i].Weight : 0;
                stepNegatives += rows[i].Label ? 0 : rows[i].Weight;
            }

            rankedRight += stepNegatives * (positives + (stepPositives / 2));
            positives += stepPositives;
            negatives += stepNegatives;
            precisionSum += stepPositives * positives / (positives + negatives);
        }

        var auc = positives > 0 && negatives > 0 ? rankedRight / (positives * negatives) : double.NaN;
        return (auc, positives > 0 ? precisionSum / positives : double.NaN);
    }

    private static double LogLoss((float Probability, bool Label, double Weight)[] rows)
    {
        double loss = 0, weights = 0;
        foreach (var (probability, label, weight) in rows)
        {
            var p = Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
            loss -= weight * Math.Log(label ? p : 1 - p);
            weights += weight;
        }

        return weights > 0 ? loss / weights : double.NaN;
    }

    private static double CalibrationError((float Probability, bool Label, double Weight)[] rows)
    {
        var bins = new (double Predicted, double Observed, double Weight)[CalibrationBins];
        double weights = 0;
        foreach (var (probability, label, weight) in rows)
        {
            ref var bin = ref bins[Math.Clamp((int)(probability * CalibrationBins), 0, CalibrationBins - 1)];
            bin.Predicted += weight * probability;
            bin.Observed += label ? weight : 0;
            weights += weight;
        }

        // Each bin counts by its weight, so its two means need no division of their own.
        return weights > 0 ? bins.Sum(b => Math.Abs(b.Predicted - b.Observed)) / weights : double.NaN;
    }
}
