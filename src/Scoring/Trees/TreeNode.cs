using System.Runtime.InteropServices;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>
/// One node of a flattened ensemble, 16 bytes. The right child stands behind the left one. A leaf is its own left child with
/// a threshold of NaN, which no value reaches: a walk that arrives early stays there, so no walk needs a test for the end.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TreeNode
{
    /// <summary>Values from here on go right.</summary>
    public readonly float Threshold;

    /// <summary>Column of the row; the sign bit says that a missing value goes right.</summary>
    public readonly int Column;

    /// <summary>Index of the left child among all nodes of the ensemble.</summary>
    public readonly int Left;

    /// <summary>What a leaf adds to the margin, 0 for an inner node.</summary>
    public readonly float Value;

    private TreeNode(float threshold, int column, int left, float value)
    {
        Threshold = threshold;
        Column = column;
        Left = left;
        Value = value;
    }

    public bool IsLeaf => float.IsNaN(Threshold);

    public int ColumnIndex => Column & int.MaxValue;

    public bool MissingGoesRight => Column < 0;

    public static TreeNode Split(float threshold, int column, bool missingGoesRight, int left) =>
        new(threshold, missingGoesRight ? column | int.MinValue : column, left, 0);

    public static TreeNode Leaf(float value, int self) => new(float.NaN, 0, self, value);
}
