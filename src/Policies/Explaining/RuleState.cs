namespace SecurityDecisioning.Policies.Explaining;

/// <summary>What became of a rule for one decision.</summary>
public enum RuleState
{
    /// <summary>Its condition holds.</summary>
    Fired,

    /// <summary>Its condition does not hold.</summary>
    NotMet,

    /// <summary>Its condition ended in an error, so it did not fire.</summary>
    Failed,

    /// <summary>Its policy is not for such a request, not at this time, or off.</summary>
    NotApplicable,
}
