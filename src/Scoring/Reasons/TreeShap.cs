using SecurityDecisioning.Scoring.Trees;

namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>
/// Exact Shapley values of a tree ensemble in polynomial time (Lundberg et al., "From local explanations to global
/// understanding with explainable AI for trees", 2020, algorithm 2): a feature that is "not known" follows both branches,
/// weighed by the training rows that took each.
/// </summary>
internal static class TreeShap
{
    /// <summary>Adds each column's share of the margin to <paramref name="contributions"/>.</summary>
    /// <returns>The expected margin, from which the shares lead to the row's own.</returns>
    public static double Explain(TreeEnsemble trees, ReadOnlySpan<float> row, Span<double> contributions)
    {
        double expected = trees.BaseMargin;
        var levels = trees.Depth + 2;

        // Every level of the descent owns a copy of its path, one behind the other, as each child extends its own.
        var paths = new ShapPathElement[levels * (levels + 1) / 2];
        var walk = new ShapWalk(trees, row, contributions, paths);
        foreach (var root in trees.Roots)
        {
            expected += ExpectedValue(trees, root);
            walk.Descend(root, depth: 0, pathStart: 0, zero: 1, one: 1, column: -1);
        }

        return expected;
    }

    private static double ExpectedValue(TreeEnsemble trees, int node)
    {
        var split = trees.Nodes[node];
        if (split.IsLeaf)
        {
            return split.Value;
        }

        var (left, right) = Shares(trees, node);
        return (left * ExpectedValue(trees, split.Left)) + (right * ExpectedValue(trees, split.Left + 1));
    }

    /// <summary>
    /// The part of a node's training weight that went to each child. A file whose covers are all zero gets halves.
    /// </summary>
    internal static (double Left, double Right) Shares(TreeEnsemble trees, int node)
    {
        var child = trees.Nodes[node].Left;
        double left = Math.Max(trees.Covers[child], 0);
        double right = Math.Max(trees.Covers[child + 1], 0);
        return left + right > 0 ? (left / (left + right), right / (left + right)) : (0.5, 0.5);
    }
}
