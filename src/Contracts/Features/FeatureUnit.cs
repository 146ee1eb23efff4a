namespace SecurityDecisioning.Contracts.Features;

/// <summary>What a feature's number counts.</summary>
public enum FeatureUnit : byte
{
    Count = 0,
    Distinct = 1,
    Seconds = 2,
    Ratio = 3,

    /// <summary>0 or 1.</summary>
    Flag = 4,
    Hours = 5,
}
