using SecurityDecisioning.Policies.Indexing;

namespace SecurityDecisioning.Policies.Deciding;

/// <summary>The rules that fired for one request, and what the decision takes from them.</summary>
internal sealed class Proposals
{
    /// <summary>Most rules that a decision records. The winners are always among them.</summary>
    public const int MaxRecorded = 64;

    private readonly List<Proposal> _fired = new(16);

    public void Clear() => _fired.Clear();

    public void Add(IndexedRule rule, Decision decision) => _fired.Add(Proposal.Of(rule, decision));

    public void Resolve(Decision decision)
    {
        var enforced = Contest.WinnerOf(_fired, inShadow: false, out var isOverridden);
        var overall = Contest.WinnerOf(_fired, inShadow: true, out var isOverriddenInShadow);
        decision.ShadowAction = ActionOf(overall);
        Record(decision, enforced, overall, isOverridden, isOverriddenInShadow);
        if (enforced < 0)
        {
            return;
        }

        var winner = _fired[enforced];
        decision.Action = ActionOf(enforced);
        decision.Flags |= winner is { Action: ActionKind.Challenge, IsPassed: true } ? DecisionFlags.Cleared : DecisionFlags.None;
        decision.Flags |= isOverridden ? DecisionFlags.Overridden : DecisionFlags.None;
        ObligationCollector.Collect(decision, _fired, enforced, isOverridden);
        if (decision.Action == ActionKind.Allow)
        {
            return;
        }

        decision.ChallengeKind = decision.Action == ActionKind.Challenge ? winner.Challenge : ChallengeKind.ProofOfWork;
        decision.DurationMs = RestrictionIssuer.DurationOf(decision, winner);
        Issue(decision, isOverridden);
    }

    private ActionKind ActionOf(int winner) =>
        winner < 0 || _fired[winner] is { Action: ActionKind.Challenge, IsPassed: true } ? ActionKind.Allow : _fired[winner].Action;

    private void Record(Decision decision, int enforced, int overall, bool isOverridden, bool isOverriddenInShadow)
    {
        var room = MaxRecorded;
        for (var i = 0; i < _fired.Count && room > 0; i++)
        {
            var won = i == enforced || i == overall;
            if (won || room > 2 || _fired.Count <= MaxRecorded)
            {
                var outcome = i == enforced ? OutcomeOfWinner(_fired[i])
                    : i == overall ? RuleOutcome.WonInShadow
                    : _fired[i].Standing == ProposalStanding.Enforced ? OutcomeOfLoser(_fired[i], enforced, isOverridden)
                    : OutcomeOfLoser(_fired[i], overall, isOverriddenInShadow);
                decision.Rules.Add(_fired[i].Compiled.Fired with { Outcome = outcome });
                room--;
            }
        }
    }

    private static RuleOutcome OutcomeOfWinner(in Proposal winner) =>
        winner is { Action: ActionKind.Challenge, IsPassed: true } ? RuleOutcome.Cleared
        : winner.Compiled.IsHeldForReview ? RuleOutcome.HeldForReview
        : RuleOutcome.Won;

    private RuleOutcome OutcomeOfLoser(in Proposal loser, int winner, bool isOverridden)
    {
        if (loser.Standing is ProposalStanding.Snoozed or ProposalStanding.NotRolledOut)
        {
            return loser.Standing == ProposalStanding.Snoozed ? RuleOutcome.Snoozed : RuleOutcome.NotRolledOut;
        }

        if (isOverridden && Contest.IsOverridable(loser))
        {
            return RuleOutcome.AllowOverride;
        }

        var beatenBy = _fired[winner];
        return loser.Strength < beatenBy.Strength ? RuleOutcome.Weaker
            : loser.Compiled.Specificity < beatenBy.Compiled.Specificity ? RuleOutcome.LessSpecific
            : RuleOutcome.Later;
    }

    /// <summary>
    /// Every enforced proposal that nothing overrides leaves its restriction; of several on one entity the strongest, longest one
    /// stays.
    /// </summary>
    private void Issue(Decision decision, bool isOverridden)
    {
        for (var action = ActionKind.Revoke; action > ActionKind.Allow; action--)
        {
            foreach (var proposal in _fired)
            {
                if (proposal.Standing == ProposalStanding.Enforced && proposal.Action == action
                    && !(action == ActionKind.Challenge && proposal.IsPassed)
                    && !(isOverridden && Contest.IsOverridable(proposal)))
                {
                    RestrictionIssuer.Issue(decision, proposal);
                }
            }
        }
    }
}
