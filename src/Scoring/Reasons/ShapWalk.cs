using SecurityDecisioning.Scoring.Trees;

namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>The recursion of <see cref="TreeShap"/>; as deep as the deepest tree, which the reader bounds.</summary>
internal readonly ref struct ShapWalk(
    TreeEnsemble trees, ReadOnlySpan<float> row, Span<double> contributions, ShapPathElement[] paths)
{
    private readonly TreeEnsemble _trees = trees;
    private readonly ReadOnlySpan<float> _row = row;
    private readonly Span<double> _contributions = contributions;
    private readonly ShapPathElement[] _paths = paths;

    /// <param name="index">The node.</param>
    /// <param name="depth">Number of distinct columns above, this step's own not counted.</param>
    /// <param name="pathStart">Where this level's copy of the path begins.</param>
    /// <param name="zero">The step's share when its column is not known.</param>
    /// <param name="one">The step's share when it is.</param>
    /// <param name="column">The step's column, below zero at the root.</param>
    public void Descend(int index, int depth, int pathStart, double zero, double one, int column)
    {
        if (zero == 0 && one == 0)
        {
            // No training row came here and this one does not either: nothing below has weight.
            return;
        }

        var path = _paths.AsSpan(pathStart, depth + 1);
        Extend(path, depth, zero, one, column);
        var node = _trees.Nodes[index];
        if (node.IsLeaf)
        {
            Attribute(path, depth, node.Value);
            return;
        }

        var value = _row[node.ColumnIndex];
        var right = float.IsNaN(value) ? node.MissingGoesRight : value >= node.Threshold;
        var (leftShare, rightShare) = TreeShap.Shares(_trees, index);
        var (incomingZero, incomingOne, length) = (1.0, 1.0, depth);
        for (var i = 1; i <= depth; i++)
        {
            if (path[i].Column == node.ColumnIndex)
            {
                // The column was split on before: its first split is undone and both count as one.
                (incomingZero, incomingOne) = (path[i].Zero, path[i].One);
                Unwind(path, depth, i);
                length--;
                break;
            }
        }

        Branch(node.Left, path, length, pathStart, leftShare * incomingZero, right ? 0 : incomingOne, node.ColumnIndex);
        Branch(node.Left + 1, path, length, pathStart, rightShare * incomingZero, right ? incomingOne : 0, node.ColumnIndex);
    }

    private void Branch(
        int child, ReadOnlySpan<ShapPathElement> path, int length, int pathStart, double zero, double one, int column)
    {
        var start = pathStart + path.Length;
        path[..(length + 1)].CopyTo(_paths.AsSpan(start));
        Descend(child, length + 1, start, zero, one, column);
    }

    private void Attribute(Span<ShapPathElement> path, int depth, double value)
    {
        for (var i = 1; i <= depth; i++)
        {
            var weight = UnwoundSum(path, depth, i);
            _contributions[path[i].Column] += weight * (path[i].One - path[i].Zero) * value;
        }
    }

    private static void Extend(Span<ShapPathElement> path, int depth, double zero, double one, int column)
    {
        path[depth] = new ShapPathElement { Column = column, Zero = zero, One = one, Weight = depth == 0 ? 1 : 0 };
        for (var i = depth - 1; i >= 0; i--)
        {
            path[i + 1].Weight += one * path[i].Weight * (i + 1) / (depth + 1);
            path[i].Weight = zero * path[i].Weight * (depth - i) / (depth + 1);
        }
    }

    private static void Unwind(Span<ShapPathElement> path, int depth, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[depth].Weight;
        for (var i = depth - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (depth + 1) / ((i + 1) * one);
                next = weight - (path[i].Weight * zero * (depth - i) / (depth + 1));
            }
            else
            {
                path[i].Weight = path[i].Weight * (depth + 1) / (zero * (depth - i));
            }
        }

        for (var i = index; i < depth; i++)
        {
            (path[i].Column, path[i].Zero, path[i].One) = (path[i + 1].Column, path[i + 1].Zero, path[i + 1].One);
        }
    }

    /// <summary>Sum of the weights that <see cref="Unwind"/> would leave, without changing the path.</summary>
    private static double UnwoundSum(ReadOnlySpan<ShapPathElement> path, int depth, int index)
    {
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[depth].Weight;
        double total = 0;
        for (var i = depth - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * (depth + 1) / ((i + 1) * one);
                total += weight;
                next = path[i].Weight - (weight * zero * (depth - i) / (depth + 1));
            }
            else if (zero != 0)
            {
                total += path[i].Weight / (zero * (depth - i) / (depth + 1));
            }
        }

        return total;
    }
}
