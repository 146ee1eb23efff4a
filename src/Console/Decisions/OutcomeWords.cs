namespace SecurityDecisioning.Console.Decisions;

/// <summary>What became of a fired rule, in words: whether it won, and else which rule beat it and by what.</summary>
public static class OutcomeWords
{
    public static string Of(Decision decision, FiredRule rule) => rule.Outcome switch
    {
        RuleOutcome.Won => "Won",
        RuleOutcome.WonInShadow when rule.Mode == PolicyMode.Enforce =>
            "Would have won; the policy's rollout does not reach this client yet",
        RuleOutcome.WonInShadow => "Won in shadow",
        RuleOutcome.Cleared => "Won, but the client had passed the challenge already",
        RuleOutcome.HeldForReview => "Won; the revocation waits for a person, and the client is asked to sign in again meanwhile",
        RuleOutcome.Snoozed => "Did not count: the policy is snoozed for this client",
        RuleOutcome.NotRolledOut => "Did not count: the policy's rollout does not reach this client yet",
        RuleOutcome.AllowOverride => $"Overridden{By(decision, rule)}",
        RuleOutcome.Weaker => $"Beaten{By(decision, rule)}, which asks for something stronger{Stronger(decision, rule)}",
        RuleOutcome.LessSpecific => $"Beaten{By(decision, rule)}, whose policy names the request more closely",
        RuleOutcome.Later => $"Beaten{By(decision, rule)}, which comes first in order",
        _ => "Outranked",
    };

    private static string By(Decision decision, FiredRule rule) =>
        decision.WhoBeat(rule) is { } winner ? $" by {winner.Policy}/{winner.Rule}" : "";

    private static string Stronger(Decision decision, FiredRule rule) => decision.WhoBeat(rule) switch
    {
        { } winner when winner.Proposed != rule.Proposed =>
            $": {ActionKinds.NameOf(winner.Proposed)} over {ActionKinds.NameOf(rule.Proposed)}",
        _ => "",
    };
}
