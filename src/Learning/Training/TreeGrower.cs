namespace SecurityDecisioning.Learning.Training;

/// <summary>
/// Grows one tree level by level over histograms. Work is shared out by column and each column is added up by one thread in
/// row order, so the result does not depend on the number of threads.
/// </summary>
internal sealed class TreeGrower
{
    private readonly BinnedColumns _data;
    private readonly TrainingOptions _options;
    private readonly SplitFinder _finder;
    private readonly int[] _directions;
    private readonly int[] _order;
    private readonly int[] _spare;
    private readonly float[] _gradients;
    private readonly float[] _hessians;

    /// <param name="data">Every usable column.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="options">Settings.</param>
    /// <param name="directions">Monotone direction of each usable column.</param>
    public TreeGrower(BinnedColumns data, int rowCount, TrainingOptions options, int[] directions)
    {
        _data = data;
        _options = options;
        _finder = new SplitFinder(options);
        _directions = directions;
        _order = new int[rowCount];
        _spare = new int[rowCount];
        _gradients = new float[rowCount];
        _hessians = new float[rowCount];
    }

    /// <param name="gradients">First derivative per row, 0 for a row that this tree does not see.</param>
    /// <param name="hessians">Second derivative per row.</param>
    /// <param name="columns">The usable columns that this tree may split on, ascending.</param>
    /// <param name="margins">Each row's margin, to which its leaf is added.</param>
    public GrownTree Grow(float[] gradients, float[] hessians, int[] columns, double[] margins)
    {
        var offsets = Offsets(columns);
        for (var row = 0; row < _order.Length; row++)
        {
            _order[row] = row;
        }

        var tree = new GrownTree();
        var sums = Sum(gradients, hessians);
        var root = tree.AddLeaf(GrownTree.NoParent, Leaf(sums, WeightBounds.None), sums.Hessian);
        List<OpenNode> level =
        [
            new()
            {
                Index = root, Start = 0, Count = _order.Length, Sums = sums, Bounds = WeightBounds.None,
                Histogram = new GradientPair[offsets[^1]],
            },
        ];
        var closed = new List<OpenNode>();
        for (var depth = 0; depth < _options.MaxDepth && level.Count > 0; depth++)
        {
            Gather(level, gradients, hessians);
            ChooseSplits(level, columns, offsets);
            var next = new List<OpenNode>();
            foreach (var node in level)
            {
                Divide(tree, node, depth + 1 < _options.MaxDepth, next, closed);
            }

            level = next;
        }

        closed.AddRange(level);
        AddLeaves(tree, closed, margins);
        return tree;
    }

    private double Leaf(GradientPair sums, WeightBounds bounds) => _finder.Weight(sums, bounds) * _options.LearningRate;

    /// <summary>Where each column's bins begin; one bin more than cuts for values, one for missing ones.</summary>
    private int[] Offsets(int[] columns)
    {
        var offsets = new int[columns.Length + 1];
        for (var i = 0; i < columns.Length; i++)
        {
            offsets[i + 1] = offsets[i] + _data.Bins[columns[i]].Cuts.Length + 2;
        }

        return offsets;
    }

    private static GradientPair Sum(float[] gradients, float[] hessians)
    {
        double gradient = 0, hessian = 0;
        for (var row = 0; row < gradients.Length; row++)
        {
            gradient += gradients[row];
            hessian += hessians[row];
        }

        return new GradientPair(gradient, hessian);
    }

    /// <summary>Derivatives in the order of the rows, once per level, so that every column reads them in sequence.</summary>
    private void Gather(List<OpenNode> level, float[] gradients, float[] hessians)
    {
        foreach (var node in level)
        {
            for (var i = node.Start; i < node.Start + node.Count; i++)
            {
                _gradients[i] = gradients[_order[i]];
                _hessians[i] = hessians[_order[i]];
            }
        }
    }

    private void ChooseSplits(List<OpenNode> level, int[] columns, int[] offsets)
    {
        foreach (var node in level)
        {
            node.Choices = new SplitChoice[columns.Length];
        }

        Parallel.For(0, columns.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads }, i =>
        {
            var bins = _data.Bins[columns[i]];
            var range = offsets[i]..offsets[i + 1];
            foreach (var node in level.Where(n => !n.BySubtraction))
            {
                AddUp(bins, node, node.Histogram.AsSpan(range));
            }

            foreach (var node in level.Where(n => n.BySubtraction))
            {
                Subtract(node.Histogram.AsSpan(range), node.Sibling!.Histogram.AsSpan(range));
            }

            foreach (var node in level)
            {
                node.Choices[i] = _finder.Find(
                    node.Histogram.AsSpan(range), bins.Cuts.Length, columns[i], _directions[columns[i]], node.Sums, node.Bounds);
            }
        });
    }

    private void AddUp(ColumnBins bins, OpenNode node, Span<GradientPair> histogram)
    {
        histogram.Clear();
        var order = _order.AsSpan(node.Start, node.Count);
        var gradients = _gradients.AsSpan(node.Start, node.Count);
        var hessians = _hessians.AsSpan(node.Start, node.Count);
        var rows = bins.Rows;
        var last = histogram.Length - 1;
        for (var i = 0; i < order.Length; i++)
        {
            // The missing bin stands last, wherever the column's own bins end.
            ref var bin = ref histogram[Math.Min((int)rows[order[i]], last)];
            bin.Gradient += gradients[i];
            bin.Hessian += hessians[i];
        }
    }

    private static void Subtract(Span<GradientPair> parent, ReadOnlySpan<GradientPair> smaller)
    {
        for (var bin = 0; bin < parent.Length; bin++)
        {
            parent[bin] -= smaller[bin];
        }
    }

    private void Divide(GrownTree tree, OpenNode node, bool mayGrow, List<OpenNode> next, List<OpenNode> closed)
    {
        var choice = SplitChoice.None;
        foreach (var offered in node.Choices)
        {
            choice = offered.Gain > choice.Gain ? offered : choice;
        }

        if (!choice.Exists)
        {
            closed.Add(node);
            return;
        }

        var bins = _data.Bins[choice.Column];
        var leftCount = Partition(node, bins, choice);
        var (leftWeight, rightWeight) = (_finder.Weight(choice.Left, node.Bounds), _finder.Weight(choice.Right, node.Bounds));
        var (leftBounds, rightBounds) = node.Bounds.Divide(_directions[choice.Column], leftWeight, rightWeight);
        var left = tree.AddLeaf(node.Index, leftWeight * _options.LearningRate, choice.Left.Hessian);
        var right = tree.AddLeaf(node.Index, rightWeight * _options.LearningRate, choice.Right.Hessian);
        tree.Split(
            node.Index, _data.Columns[choice.Column], bins.Cuts[choice.Bin], choice.DefaultLeft, choice.Gain, left, right);

        // The smaller child is added up, the larger one inherits its parent's histogram and takes the smaller one's away.
        var leftIsSmaller = leftCount * 2 <= node.Count;
        var fresh = mayGrow ? new GradientPair[node.Histogram.Length] : [];
        var smaller = leftIsSmaller
            ? Child(left, node.Start, leftCount, choice.Left, leftBounds, fresh, null)
            : Child(right, node.Start + leftCount, node.Count - leftCount, choice.Right, rightBounds, fresh, null);
        var larger = leftIsSmaller
            ? Child(right, node.Start + leftCount, node.Count - leftCount, choice.Right, rightBounds, node.Histogram, smaller)
            : Child(left, node.Start, leftCount, choice.Left, leftBounds, node.Histogram, smaller);
        next.Add(smaller);
        next.Add(larger);
    }

    private static OpenNode Child(
        int index, int start, int count, GradientPair sums, WeightBounds bounds, GradientPair[] histogram, OpenNode? sibling) =>
        new()
        {
            Index = index, Start = start, Count = count, Sums = sums, Bounds = bounds, Histogram = histogram, Sibling = sibling,
        };

    /// <summary>Moves the node's left rows before its right ones, each side in its old order.</summary>
    private int Partition(OpenNode node, ColumnBins bins, SplitChoice choice)
    {
        var order = _order.AsSpan(node.Start, node.Count);
        var (left, right) = (0, 0);
        foreach (var row in order)
        {
            var bin = bins.Rows[row];
            if (bin == ColumnBins.MissingBin ? choice.DefaultLeft : bin <= choice.Bin)
            {
                order[left++] = row;
            }
            else
            {
                _spare[right++] = row;
            }
        }

        _spare.AsSpan(0, right).CopyTo(order[left..]);
        return left;
    }

    private void AddLeaves(GrownTree tree, List<OpenNode> leaves, double[] margins)
    {
        foreach (var leaf in leaves)
        {
            var value = tree.Condition[leaf.Index];
            foreach (var row in _order.AsSpan(leaf.Start, leaf.Count))
            {
                margins[row] += value;
            }
        }
    }
}
