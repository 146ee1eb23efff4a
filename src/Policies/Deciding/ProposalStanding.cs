namespace SecurityDecisioning.Policies.Deciding;

/// <summary>Where a proposal takes part.</summary>
internal enum ProposalStanding : byte
{
    /// <summary>In what is enforced and in the shadow's contest.</summary>
    Enforced,

    /// <summary>In the shadow's contest only.</summary>
    Shadow,

    /// <summary>The same, of a policy that enforces for others already.</summary>
    NotRolledOut,

    /// <summary>Nowhere.</summary>
    Snoozed,
}
