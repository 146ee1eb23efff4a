namespace SecurityDecisioning.Learning.Training;

/// <summary>Second-order gains over the bins of one column (Chen and Guestrin, XGBoost, 2016, equation 7).</summary>
internal sealed class SplitFinder(TrainingOptions options)
{
    // Below this a gain is rounding: no split is better than a split on noise.
    private const double LeastGain = 1e-6;

    /// <summary>The leaf weight that lowers the loss most, within the node's bounds.</summary>
    public double Weight(GradientPair sums, WeightBounds bounds) =>
        bounds.Clamp(-sums.Gradient / (sums.Hessian + options.Lambda));

    /// <param name="histogram">Sums per bin of this column; the missing bin last.</param>
    /// <param name="cuts">Number of cuts.</param>
    /// <param name="column">The column, for the result.</param>
    /// <param name="direction">+1, −1 or 0: how the score may move as the column grows.</param>
    /// <param name="node">The node's sums.</param>
    /// <param name="bounds">Between what the node's weight must stay.</param>
    public SplitChoice Find(
        ReadOnlySpan<GradientPair> histogram, int cuts, int column, int direction, GradientPair node, WeightBounds bounds)
    {
        var missing = histogram[cuts + 1];
        var parent = Score(node, Weight(node, bounds));
        var best = SplitChoice.None;
        GradientPair below = default;
        for (var bin = 0; bin < cuts; bin++)
        {
            below += histogram[bin];
            if (missing.Hessian <= 0)
            {
                // Nothing is missing here: who is missing later goes where most rows went.
                Consider(below, defaultLeft: below.Hessian * 2 >= node.Hessian, bin);
                continue;
            }

            Consider(below + missing, defaultLeft: true, bin);
            Consider(below, defaultLeft: false, bin);
        }

        return best;

        void Consider(GradientPair left, bool defaultLeft, int bin)
        {
            var right = node - left;
            if (left.Hessian < options.MinChildWeight || right.Hessian < options.MinChildWeight)
            {
                return;
            }

            var (leftWeight, rightWeight) = (Weight(left, bounds), Weight(right, bounds));
            if (direction * (rightWeight - leftWeight) < 0)
            {
                return;
            }

            var gain = Score(left, leftWeight) + Score(right, rightWeight) - parent;
            if (gain > Math.Max(best.Gain, Math.Max(LeastGain, options.Gamma)))
            {
                best = new SplitChoice(gain, column, bin, defaultLeft, left, right);
            }
        }
    }

    /// <summary>Twice what the loss falls by when a node with these sums answers <paramref name="weight"/>.</summary>
    private double Score(GradientPair sums, double weight) =>
        -((2 * sums.Gradient * weight) + ((sums.Hessian + options.Lambda) * weight * weight));
}
