namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>How much one column moved the score of one candidate.</summary>
/// <param name="Column">Index into <see cref="RankerColumns"/>; below <see cref="FeatureCatalog.Count"/> it is a feature.</param>
/// <param name="Value">The column's value, NaN where unknown.</param>
/// <param name="LogOdds">Above zero it speaks for the threat, below zero against it.</param>
public readonly record struct Contribution(int Column, float Value, double LogOdds)
{
    public string Name => RankerColumns.Names[Column];
}
