namespace SecurityDecisioning.Learning.Training;

/// <summary>One trained tree as parallel lists, node 0 the root; a leaf has no children and its value as its condition.</summary>
internal sealed class GrownTree
{
    public const int NoParent = int.MaxValue;

    public List<int> Left { get; } = [];

    public List<int> Right { get; } = [];

    public List<int> Parent { get; } = [];

    public List<int> Column { get; } = [];

    /// <summary>Threshold of a split, value of a leaf (learning rate included).</summary>
    public List<float> Condition { get; } = [];

    public List<bool> DefaultLeft { get; } = [];

    public List<float> Gain { get; } = [];

    public List<float> Hessian { get; } = [];

    public int Count => Left.Count;

    public bool IsLeaf(int node) => Left[node] < 0;

    public int AddLeaf(int parent, double value, double hessian)
    {
        Left.Add(-1);
        Right.Add(-1);
        Parent.Add(parent);
        Column.Add(0);
        Condition.Add((float)value);
        DefaultLeft.Add(false);
        Gain.Add(0);
        Hessian.Add((float)hessian);
        return Count - 1;
    }

    public void Split(int node, int column, float threshold, bool defaultLeft, double gain, int left, int right)
    {
        Left[node] = left;
        Right[node] = right;
        Column[node] = column;
        Condition[node] = threshold;
        DefaultLeft[node] = defaultLeft;
        Gain[node] = (float)gain;
    }

    public float Predict(ReadOnlySpan<float> row)
    {
        var node = 0;
        while (!IsLeaf(node))
        {
            var value = row[Column[node]];
            var left = float.IsNaN(value) ? DefaultLeft[node] : value < Condition[node];
            node = left ? Left[node] : Right[node];
        }

        return Condition[node];
    }
}
