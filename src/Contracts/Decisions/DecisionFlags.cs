namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Under what circumstances a decision was made. Values are stored.</summary>
[Flags]
public enum DecisionFlags : ushort
{
    None = 0,

    /// <summary>No model was loaded: triage stood in for probability.</summary>
    NoModel = 1 << 0,

    /// <summary>The time budget ran out: restrictions and triage rules only.</summary>
    OverBudget = 1 << 1,

    /// <summary>A stage failed and the route fails open.</summary>
    FailedOpen = 1 << 2,

    /// <summary>A stage failed and the route fails closed.</summary>
    FailedClosed = 1 << 3,

    /// <summary>A standing restriction decided; no rule was needed.</summary>
    ByRestriction = 1 << 4,

    /// <summary>A valid clearance turned a challenge into allow.</summary>
    Cleared = 1 << 5,

    /// <summary>The route is in shadow: the action was decided and recorded, and the request was let through.</summary>
    NotEnforced = 1 << 6,

    /// <summary>A person must look at it: a rule said so, or a revocation waits for one.</summary>
    ReviewRequired = 1 << 7,

    /// <summary>A rule that overrides let it through.</summary>
    Overridden = 1 << 8,
}
