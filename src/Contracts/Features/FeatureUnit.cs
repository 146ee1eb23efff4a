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

    /// <summary>Binary logarithm of a probability or of a ratio of two.</summary>
    Bits = 6,
    KmPerHour = 7,
    Days = 8,
}
