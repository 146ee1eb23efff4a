namespace SecurityDecisioning.Learning.Training;

/// <summary>A trained ensemble, before it is a file.</summary>
public sealed class BoostedTrees
{
    internal BoostedTrees(IReadOnlyList<string> columnNames, float baseScore, IReadOnlyList<GrownTree> trees)
    {
        ColumnNames = columnNames;
        BaseScore = baseScore;
        Trees = trees;
    }

    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The probability before any tree.</summary>
    public float BaseScore { get; }

    public int Count => Trees.Count;

    internal IReadOnlyList<GrownTree> Trees { get; }

    /// <summary>Log-odds of one row.</summary>
    public double Margin(ReadOnlySpan<float> row)
    {
        var sum = Math.Log(BaseScore / (1.0 - BaseScore));
        foreach (var tree in Trees)
        {
            sum += tree.Predict(row);
        }

        return sum;
    }
}
