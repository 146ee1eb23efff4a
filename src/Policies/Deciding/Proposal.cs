using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Indexing;

namespace SecurityDecisioning.Policies.Deciding;

/// <summary>A rule that fired, and what it comes to for this request.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Standing">Where it takes part.</param>
/// <param name="Challenge">How its challenge is passed, where it asks for one.</param>
/// <param name="IsPassed">Whether its challenge has been passed already.</param>
internal readonly record struct Proposal(IndexedRule Rule, ProposalStanding Standing, ChallengeKind Challenge, bool IsPassed)
{
    public CompiledRule Compiled => Rule.Rule;

    /// <summary>What it asks for now: a revocation that waits for a person asks for a challenge.</summary>
    public ActionKind Action => Compiled.IsHeldForReview ? ActionKind.Challenge : Compiled.Action;

    /// <summary>
    /// Compares with others: allow 0, a passed challenge 1 or 2, a proof of work 3, a new sign-in 4, throttle 5, revoke 6.
    /// </summary>
    public int Strength => Action switch
    {
        ActionKind.Revoke => 6,
        ActionKind.Throttle => 5,
        ActionKind.Challenge => (IsPassed ? 1 : 3) + (Challenge == ChallengeKind.StepUp ? 1 : 0),
        _ => 0,
    };

    public bool Beats(in Proposal other)
    {
        var strength = Strength;
        var others = other.Strength;
        return strength != others ? strength > others
            : Compiled.Specificity != other.Compiled.Specificity ? Compiled.Specificity > other.Compiled.Specificity
            : Rule.Ordinal < other.Rule.Ordinal;
    }

    public static Proposal Of(IndexedRule rule, Decision decision)
    {
        var request = decision.Event;
        var compiled = rule.Rule;
        var asked = compiled.IsHeldForReview ? ChallengeKind.StepUp : compiled.Summary.Challenge;
        var challenge = ChallengeKinds.For(asked, request);
        var standing = decision.Snoozed.Count > 0 && decision.Snoozed.Contains(compiled.Policy) ? ProposalStanding.Snoozed
            : compiled.Mode != PolicyMode.Enforce ? ProposalStanding.Shadow
            : rule.Policy.IsRolledOut(request) ? ProposalStanding.Enforced
            : ProposalStanding.NotRolledOut;
        return new Proposal(rule, standing, challenge, ChallengeKinds.IsPassed(challenge, request));
    }
}
