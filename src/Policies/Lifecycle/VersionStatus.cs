namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>How far a version has come.</summary>
public enum VersionStatus
{
    /// <summary>Handed in; nobody has approved it.</summary>
    Draft = 0,

    /// <summary>A second person approved it, or the rules ask for nobody.</summary>
    Approved = 1,
    Rejected = 2,
}
