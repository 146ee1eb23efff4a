namespace SecurityDecisioning.Contracts.Policies;

/// <summary>
/// The rules of the lifecycle, as the configuration sets them. They stand in the log as an event, so that a later change of the
/// configuration never changes what was right before. Values are stored.
/// </summary>
[Flags]
public enum PolicyRegime : byte
{
    /// <summary>The watched folder is live at once.</summary>
    None = 0,

    /// <summary>Nothing goes live without an approval.</summary>
    NeedsApproval = 1,

    /// <summary>Who proposed a version may approve it.</summary>
    SelfApproval = 2,

    /// <summary>A version may skip stages of its rollout.</summary>
    SkipStages = 4,
}
