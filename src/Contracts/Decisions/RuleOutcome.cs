namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>What became of a fired rule's proposal, and why (docs/policies.md). Values are stored: never renumber.</summary>
public enum RuleOutcome : byte
{
    /// <summary>Lost; why is not on record, because the record was written before outcomes were.</summary>
    Lost = 0,

    /// <summary>The decision is this rule's.</summary>
    Won = 1,

    /// <summary>The shadow decision is this rule's, the enforced one another's or nobody's.</summary>
    WonInShadow = 2,

    /// <summary>The winner proposes a stronger action.</summary>
    Weaker = 3,

    /// <summary>The winner proposes the same action, and its match names the request more closely.</summary>
    LessSpecific = 4,

    /// <summary>The winner proposes the same with as specific a match and comes first in the order of files and rules.</summary>
    Later = 5,

    /// <summary>It won with a challenge that the client had already passed, so nothing was done.</summary>
    Cleared = 6,

    /// <summary>Its policy enforces, but not yet for this request; counted in shadow, it lost there.</summary>
    NotRolledOut = 7,

    /// <summary>A person has snoozed its policy for an entity of this request: it counts nowhere.</summary>
    Snoozed = 8,

    /// <summary>A rule that overrides, such as an allowlist's, let the request through.</summary>
    AllowOverride = 9,

    /// <summary>
    /// It won with a revocation of a whole account, which waits for a person: the client is challenged meanwhile.
    /// </summary>
    HeldForReview = 10,
}
