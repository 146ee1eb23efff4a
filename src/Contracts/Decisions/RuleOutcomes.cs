namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Names of outcomes as they appear in exports.</summary>
public static class RuleOutcomes
{
    public static IReadOnlyList<RuleOutcome> All { get; } = Enum.GetValues<RuleOutcome>();

    public static string NameOf(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Won => "won",
        RuleOutcome.WonInShadow => "won_in_shadow",
        RuleOutcome.Weaker => "weaker",
        RuleOutcome.LessSpecific => "less_specific",
        RuleOutcome.Later => "later",
        RuleOutcome.Cleared => "cleared",
        RuleOutcome.NotRolledOut => "not_rolled_out",
        RuleOutcome.Snoozed => "snoozed",
        RuleOutcome.AllowOverride => "allow_override",
        RuleOutcome.HeldForReview => "held_for_review",
        _ => "lost",
    };
}
