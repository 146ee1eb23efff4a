namespace SecurityDecisioning.Learning.Training;

/// <summary>A leaf that may still be split: its rows, its sums, its histogram.</summary>
internal sealed class OpenNode
{
    public required int Index { get; init; }

    /// <summary>Its rows are a slice of the grower's row order.</summary>
    public required int Start { get; init; }

    public required int Count { get; init; }

    public required GradientPair Sums { get; init; }

    public required WeightBounds Bounds { get; init; }

    /// <summary>Bins of every column of this tree, one column behind the other.</summary>
    public required GradientPair[] Histogram { get; init; }

    /// <summary>The larger of two siblings takes parent − smaller, whose histogram is made first.</summary>
    public OpenNode? Sibling { get; init; }

    /// <summary>The parent's histogram, where this node is made by subtraction. It is the same array as <see cref="Histogram"/>.</summary>
    public bool BySubtraction => Sibling is not null;

    public SplitChoice[] Choices { get; set; } = [];
}
