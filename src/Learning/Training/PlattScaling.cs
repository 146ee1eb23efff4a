using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Training;

/// <summary>
/// Fits the calibration: the two numbers that make σ(slope · margin + intercept) most likely on rows that no tree was trained
/// on (Platt, 1999; Newton's method as in Lin, Lin and Weng, 2007).
/// </summary>
public static class PlattScaling
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-9;

    // A slope at or below zero would turn the ranking around; so flat a model has learned nothing worth calibrating.
    private const double LeastSlope = 1e-3;

    public static Calibration Fit(BoostedTrees trees, TrainingSet rows)
    {
        var margins = new double[rows.Count];
        for (var row = 0; row < margins.Length; row++)
        {
            margins[row] = trees.Margin(rows.Row(row));
        }

        var (slope, intercept) = (1.0, 0.0);
        var loss = Loss(rows, margins, slope, intercept);
        for (var step = 0; step < MostSteps; step++)
        {
            var (slopeStep, interceptStep) = NewtonStep(rows, margins, slope, intercept);
            var scale = 1.0;
            double next;
            while ((next = Loss(rows, margins, slope + (scale * slopeStep), intercept + (scale * interceptStep))) > loss
                && scale > 1e-8)
            {
                scale /= 2;
            }

            if (next > loss - 1e-12)
            {
                break;
            }

            slope += scale * slopeStep;
            intercept += scale * interceptStep;
            loss = next;
        }

        return slope > LeastSlope && double.IsFinite(intercept)
            ? new Calibration((float)slope, (float)intercept)
            : Calibration.None;
    }

    private static (double Slope, double Intercept) NewtonStep(
        TrainingSet rows, double[] margins, double slope, double intercept)
    {
        var (positiveTarget, negativeTarget) = Targets(rows);
        double gradientSlope = 0, gradientIntercept = 0, ss = Ridge, si = 0, ii = Ridge;
        for (var row = 0; row < margins.Length; row++)
        {
            var probability = 1 / (1 + Math.Exp(-((slope * margins[row]) + intercept)));
            var error = rows.Weight(row) * (probability - (rows.Label(row) ? positiveTarget : negativeTarget));
            var curvature = rows.Weight(row) * probability * (1 - probability);
            gradientSlope += error * margins[row];
            gradientIntercept += error;
            ss += curvature * margins[row] * margins[row];
            si += curvature * margins[row];
            ii += curvature;
        }

        var determinant = (ss * ii) - (si * si);
        return (-((ii * gradientSlope) - (si * gradientIntercept)) / determinant,
            -((ss * gradientIntercept) - (si * gradientSlope)) / determinant);
    }

    private static double Loss(TrainingSet rows, double[] margins, double slope, double intercept)
    {
        var (positiveTarget, negativeTarget) = Targets(rows);
        double loss = 0, weights = 0;
        for (var row = 0; row < margins.Length; row++)
        {
            var margin = (slope * margins[row]) + intercept;
            var target = rows.Label(row) ? positiveTarget : negativeTarget;
            var softplus = Math.Max(margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
            loss += rows.Weight(row) * (softplus - (target * margin));
            weights += rows.Weight(row);
        }

        return loss / weights;
    }

    /// <summary>Not 1 and 0 but one row short of them, so that perfectly ranked rows do not ask for infinite certainty.</summary>
    private static (double Positive, double Negative) Targets(TrainingSet rows)
    {
        double positives = rows.Positives;
        var negatives = rows.Count - positives;
        return ((positives + 1) / (positives + 2), 1 / (negatives + 2));
    }
}
