using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Every punitive action has an inverse: its restriction is lifted. Tags and headers end with the request; a person who reviews
/// can take back what they did. What a webhook sets off elsewhere, this product cannot take back: a receiver is told of a lift, and
/// may not heed it. So nobody is cut off by a rule that sends one unless a person looks at it.
/// </summary>
internal static class UndoProof
{
    public static void Check(ProvenRule rule, ProblemList problems, ProblemList warnings)
    {
        var webhook = rule.Rule.Obligations.FirstOrDefault(o => o.Kind == ObligationKind.Webhook);
        if (!rule.IsPunitive || webhook.Kind == ObligationKind.None || rule.Rule.RequiresReview)
        {
            return;
        }

        var isFinal = rule.Rule.Action == ActionKind.Revoke;
        var place = rule.Written.Obligations.Find(o => o["webhook"] is not null)?["webhook"];
        (isFinal ? problems : warnings).Add(rule.AtKey(
            place, "then.obligations", isFinal ? ProblemSeverity.Error : ProblemSeverity.Warning, "no-undo",
            $"what `{webhook.Name}` does on `{rule.Written.Action!.Value}` cannot be taken back from here",
            "add `review: required` to the obligations, so that a person answers for it and can tell the receiver"));
    }
}
