using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Revoking a whole account takes two persons, or one who looks at the case: a second approver who is the policy's owner is none.
/// </summary>
internal static class RevocationProof
{
    public static void Check(ProvenRule rule, ProblemList problems)
    {
        if (rule.Rule is { Action: ActionKind.Revoke, Scope: EntityKind.Account, RequiresReview: false, ApprovedBy: { } approver }
            && string.Equals(approver.Trim(), rule.Policy.Owner.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(rule.AtKey(rule.Written.ApprovedBy, "then.approved_by", ProblemSeverity.Error, "self-approval",
                $"`{approver}` owns the policy and cannot approve that it revokes accounts", "name a second person, or add "
                + "`obligations: [{ review: required }]`"));
        }
    }
}
