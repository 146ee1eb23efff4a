namespace SecurityDecisioning.Contracts.Features;

/// <summary>The sliding windows over which the fold counts.</summary>
public enum FeatureWindow : byte
{
    /// <summary>Not windowed: a state, a first time, or a fact of the request itself.</summary>
    None = 0,
    Seconds30 = 1,
    Minutes5 = 2,
    Hour1 = 3,
    Hours24 = 4,
}
