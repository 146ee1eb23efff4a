using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>
/// A gradient-boosted ensemble for one probability, flattened into one array and walked without branches, eight trees at a
/// time so that the loads of one hide behind those of the others. Immutable, allocation-free, safe from any thread.
/// Sums in single precision in tree order, as libxgboost does, so that both give the same number.
/// </summary>
public sealed class TreeEnsemble
{
    private const int Lanes = 8;

    private readonly TreeNode[] _nodes;
    private readonly float[] _covers;
    private readonly int[] _roots;
    private readonly int[] _depths;
    private readonly int[] _groupDepths;

    /// <param name="nodes">Every node; each tree's in breadth-first order, siblings side by side.</param>
    /// <param name="covers">Sum of second derivatives of the training rows at each node; weighs the paths of reasons.</param>
    /// <param name="roots">Index of each tree's root.</param>
    /// <param name="depths">Longest path of each tree, in steps.</param>
    /// <param name="columnCount">Length of the rows it reads.</param>
    /// <param name="baseMargin">Where the sum starts, in log-odds.</param>
    internal TreeEnsemble(TreeNode[] nodes, float[] covers, int[] roots, int[] depths, int columnCount, float baseMargin)
    {
        _nodes = nodes;
        _covers = covers;
        _roots = roots;
        _depths = depths;
        ColumnCount = columnCount;
        BaseMargin = baseMargin;
        _groupDepths = new int[roots.Length / Lanes];
        for (var group = 0; group < _groupDepths.Length; group++)
        {
            _groupDepths[group] = depths.AsSpan(group * Lanes, Lanes).ToArray().Max();
        }
    }

    public int TreeCount => _roots.Length;

    public int NodeCount => _nodes.Length;

    public int Depth => _depths.Length == 0 ? 0 : _depths.Max();

    public int ColumnCount { get; }

    /// <summary>Log-odds before any tree.</summary>
    public float BaseMargin { get; }

    internal ReadOnlySpan<TreeNode> Nodes => _nodes;

    internal ReadOnlySpan<float> Covers => _covers;

    internal ReadOnlySpan<int> Roots => _roots;

    /// <summary>The margin (log-odds) of one row.</summary>
    /// <exception cref="ArgumentException">The row is shorter than <see cref="ColumnCount"/>.</exception>
    public float Margin(ReadOnlySpan<float> row)
    {
        if (row.Length < ColumnCount)
        {
            throw new ArgumentException($"a row has {ColumnCount} columns, not {row.Length}", nameof(row));
        }

        // Every child index and column was checked when the file was read, so the walk needs no bounds checks.
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var values = ref MemoryMarshal.GetReference(row);
        var sum = BaseMargin;
        var tree = 0;
        for (var group = 0; group < _groupDepths.Length; group++, tree += Lanes)
        {
            sum = AddGroup(ref nodes, ref values, ref _roots[tree], _groupDepths[group], sum);
        }

        for (; tree < _roots.Length; tree++)
        {
            var node = _roots[tree];
            for (var step = _depths[tree]; step > 0; step--)
            {
                node = Step(ref nodes, ref values, node);
            }

            sum += Unsafe.Add(ref nodes, node).Value;
        }

        return sum;
    }

    /// <summary>Every tree's leaf for one row, as node indices; the slow, plain walk that reasons and tests use.</summary>
    internal int LeafOf(int tree, ReadOnlySpan<float> row)
    {
        var node = _roots[tree];
        while (!_nodes[node].IsLeaf)
        {
            var split = _nodes[node];
            var value = row[split.ColumnIndex];
            var right = float.IsNaN(value) ? split.MissingGoesRight : value >= split.Threshold;
            node = split.Left + (right ? 1 : 0);
        }

        return node;
    }

    private static float AddGroup(ref TreeNode nodes, ref float values, ref int roots, int depth, float sum)
    {
        var n0 = roots;
        var n1 = Unsafe.Add(ref roots, 1);
        var n2 = Unsafe.Add(ref roots, 2);
        var n3 = Unsafe.Add(ref roots, 3);
        var n4 = Unsafe.Add(ref roots, 4);
        var n5 = Unsafe.Add(ref roots, 5);
        var n6 = Unsafe.Add(ref roots, 6);
        var n7 = Unsafe.Add(ref roots, 7);
        for (; depth > 0; depth--)
        {
            n0 = Step(ref nodes, ref values, n0);
            n1 = Step(ref nodes, ref values, n1);
            n2 = Step(ref nodes, ref values, n2);
            n3 = Step(ref nodes, ref values, n3);
            n4 = Step(ref nodes, ref values, n4);
            n5 = Step(ref nodes, ref values, n5);
            n6 = Step(ref nodes, ref values, n6);
            n7 = Step(ref nodes, ref values, n7);
        }

        sum += Unsafe.Add(ref nodes, n0).Value;
        sum += Unsafe.Add(ref nodes, n1).Value;
        sum += Unsafe.Add(ref nodes, n2).Value;
        sum += Unsafe.Add(ref nodes, n3).Value;
        sum += Unsafe.Add(ref nodes, n4).Value;
        sum += Unsafe.Add(ref nodes, n5).Value;
        sum += Unsafe.Add(ref nodes, n6).Value;
        return sum + Unsafe.Add(ref nodes, n7).Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref TreeNode nodes, ref float values, int index)
    {
        ref var node = ref Unsafe.Add(ref nodes, index);
        var column = node.Column;
        var value = Unsafe.Add(ref values, column & int.MaxValue);
        var reaches = value >= node.Threshold ? 1 : 0;
#pragma warning disable CS1718 // A value that differs from itself is NaN; unlike a call, this compiles to one comparison.
        var missing = value != value ? 1 : 0;
#pragma warning restore CS1718
        return node.Left + (reaches | (missing & (int)((uint)column >> 31)));
    }
}
