namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>One distinct column on the way from the root.</summary>
internal struct ShapPathElement
{
    public int Column;

    /// <summary>Share of the paths that run through here when the column is not known.</summary>
    public double Zero;

    /// <summary>The same when it is known: 1 on the row's own way, else 0.</summary>
    public double One;

    /// <summary>Proportion of the subsets of a given size that run through here.</summary>
    public double Weight;
}
