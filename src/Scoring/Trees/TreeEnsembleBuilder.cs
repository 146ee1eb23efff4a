using System.Text.Json;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>Checks one tree after the other and lays their nodes out in breadth-first order, siblings side by side.</summary>
internal sealed class TreeEnsembleBuilder(ColumnMap columns)
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<float> _covers = [];
    private readonly List<int> _roots = [];
    private readonly List<int> _depths = [];

    public TreeEnsemble Build(int columnCount, float baseMargin) =>
        new([.. _nodes], [.. _covers], [.. _roots], [.. _depths], columnCount, baseMargin);

    public void Add(JsonElement tree)
    {
        var arrays = TreeArrays.Read(tree, _roots.Count);
        if (_nodes.Count + arrays.Count > ModelLimits.Nodes)
        {
            throw new ModelFileException($"the model has more than {ModelLimits.Nodes} nodes");
        }

        var root = _nodes.Count;
        var seen = new bool[arrays.Count];
        var depth = 0;
        List<int> level = [0];
        seen[0] = true;
        while (level.Count > 0)
        {
            level = AddLevel(arrays, level, seen);
            depth += level.Count > 0 ? 1 : 0;
            if (depth > ModelLimits.Depth)
            {
                throw new ModelFileException($"tree {arrays.Tree} is deeper than {ModelLimits.Depth}");
            }
        }

        _roots.Add(root);
        _depths.Add(depth);
    }

    /// <summary>Lays out one level and returns the next. Each node has one parent at most, so this ends.</summary>
    private List<int> AddLevel(TreeArrays arrays, List<int> level, bool[] seen)
    {
        var next = new List<int>();
        var firstChild = _nodes.Count + level.Count;
        foreach (var node in level)
        {
            _covers.Add(arrays.Covers[node]);
            if (arrays.IsLeaf(node))
            {
                _nodes.Add(TreeNode.Leaf(arrays.Conditions[node], _nodes.Count));
                continue;
            }

            _nodes.Add(TreeNode.Split(
                arrays.Conditions[node], columns[arrays.Features[node]], !arrays.DefaultLeft[node], firstChild + next.Count));
            next.Add(Claim(arrays.Left[node]));
            next.Add(Claim(arrays.Right[node]));
        }

        return next;

        int Claim(int child)
        {
            if ((uint)child >= (uint)arrays.Count)
            {
                throw new ModelFileException($"tree {arrays.Tree} has {arrays.Count} nodes and a child {child}");
            }

            if (seen[child])
            {
                throw new ModelFileException($"tree {arrays.Tree} reaches node {child} twice: it is no tree");
            }

            seen[child] = true;
            return child;
        }
    }
}
