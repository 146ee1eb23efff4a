namespace SecurityDecisioning.Contracts.Policies;

/// <summary>What happened to a version of the policies. Values are stored: never renumber.</summary>
public enum PolicyEventKind : byte
{
    /// <summary>The rules of the lifecycle were set by the configuration (<see cref="PolicyEvent.Regime"/>).</summary>
    Configured = 1,

    /// <summary>A version was handed in, with what its checks found.</summary>
    Proposed = 2,
    Approved = 3,
    Rejected = 4,

    /// <summary>An approved version decides a share of the traffic, <see cref="PolicyEvent.Share"/>; 0 in shadow.</summary>
    Staged = 5,

    /// <summary>The staged version decides everything.</summary>
    Promoted = 6,

    /// <summary>The staged version decides nothing any more.</summary>
    Withdrawn = 7,

    /// <summary>An earlier version decides everything again, and is kept until it is released or another is promoted.</summary>
    RolledBack = 8,

    /// <summary>The watched folder's content went live without an approval, because the rules ask for none.</summary>
    Adopted = 9,

    /// <summary>A version kept by a rollback is no longer kept: the watched folder counts again.</summary>
    Released = 10,

    /// <summary>One policy was made weaker than its document says, or is again as its document says.</summary>
    ModeSet = 11,
}
