using SecurityDecisioning.Policies;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Engine;

/// <summary>
/// The pure part of deciding: from event, features and the restriction that applies to an action. Serving and re-making a
/// recorded decision both run exactly this.
/// </summary>
internal static class DecisionSteps
{
    /// <summary>
    /// Needs <see cref="Decision.Event"/>, <see cref="Decision.Features"/>, <see cref="Decision.Applied"/> and, where the time
    /// ran out, <see cref="DecisionFlags.OverBudget"/>.
    /// </summary>
    public static void Conclude(Decision decision, RiskRanker ranker, PolicySet policies)
    {
        decision.PolicySetHash = policies.Hash;
        if (!IsSettled(decision, policies))
        {
            Rank(decision, ranker);
            Apply(decision, policies);
        }
    }

    /// <summary>
    /// Whether what stands, or what is attempted, settles a decision before anything is ranked: then it is done. Candidates must be
    /// empty.
    /// </summary>
    public static bool IsSettled(Decision decision, PolicySet policies)
    {
        if (IsLeftToPolicies(decision) || IsQuestioned(decision, policies))
        {
            return false;
        }

        if (decision.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke } standing)
        {
            Restrict(decision, standing);
        }

        return true;
    }

    /// <summary>
    /// Whether rules are asked at all. Not where a throttle or a revocation stands; and never of an answer to a challenge: the
    /// way out must stay open. A standing throttle or revocation of its sender still holds, or answers would be a free way to
    /// keep the gateway busy.
    /// </summary>
    public static bool IsLeftToPolicies(Decision decision) =>
        decision.Event.Operation != Operation.ChallengeAnswer
        && decision.Applied is not { Action: ActionKind.Throttle or ActionKind.Revoke };

    /// <summary>
    /// Whether a rule that overrides may let a request through that what an other rule left holds. Asked before anything is ranked,
    /// so that whoever is held costs little.
    /// </summary>
    private static bool IsQuestioned(Decision decision, PolicySet policies) =>
        decision.Event.Operation != Operation.ChallengeAnswer && policies.MayOverride(decision);

    /// <summary>From ranked candidates to an action.</summary>
    public static void Apply(Decision decision, PolicySet policies)
    {
        policies.Decide(decision);
        if ((decision.Flags & DecisionFlags.Overridden) != 0 && policies.MayOverride(decision))
        {
            return;
        }

        switch (decision.Applied)
        {
            case { Action: ActionKind.Throttle or ActionKind.Revoke } held:
                Forget(decision);
                Restrict(decision, held);
                break;
            case { Action: ActionKind.Challenge } challenge:
                Challenge(decision, challenge);
                break;
            case { Action: ActionKind.Allow } exemption:
                Exempt(decision, exemption);
                break;
        }
    }

    /// <summary>The candidate with the largest probability is the decision's threat, and that probability its risk.</summary>
    public static void Sum(Decision decision)
    {
        foreach (ref readonly var candidate in decision.Candidates.Items)
        {
            if (candidate.Probability > decision.Risk)
            {
                decision.Risk = candidate.Probability;
                decision.Threat = candidate.Threat;
            }
        }
    }

    private static void Rank(Decision decision, RiskRanker ranker)
    {
        var candidates = decision.Candidates;
        ranker.Propose(decision.Event, decision.Features, candidates);
        if ((decision.Flags & DecisionFlags.OverBudget) == 0)
        {
            // The hash of the model that scored: it may be exchanged between any two calls.
            decision.ModelHash = ranker.Score(decision.Features, candidates);
            decision.Flags |= decision.ModelHash.Length == 0 ? DecisionFlags.NoModel : DecisionFlags.None;
        }

        Sum(decision);
    }

    /// <summary>A standing throttle or revocation needs no rule; the attempt still counts in the features.</summary>
    private static void Restrict(Decision decision, Restriction standing)
    {
        decision.Flags |= DecisionFlags.ByRestriction;
        decision.Action = decision.ShadowAction = standing.Action;
        decision.Threat = standing.Threat;
        decision.DurationMs = standing.UntilMs - decision.Event.TimeMs;
    }

    /// <summary>A standing challenge asks for a clearance; a rule that asked for more stays the stronger.</summary>
    private static void Challenge(Decision decision, Restriction standing)
    {
        var kind = ChallengeKinds.For(standing.Challenge, decision.Event);
        if (ChallengeKinds.IsPassed(kind, decision.Event))
        {
            decision.Flags |= DecisionFlags.Cleared;
            return;
        }

        if (decision.Action < ActionKind.Challenge || (decision.Action == ActionKind.Challenge && kind > decision.ChallengeKind))
        {
            decision.Flags |= DecisionFlags.ByRestriction;
            decision.Action = ActionKind.Challenge;
            decision.ChallengeKind = kind;
            decision.DurationMs = standing.UntilMs - decision.Event.TimeMs;
            decision.Threat = decision.Threat == Threat.None ? standing.Threat : decision.Threat;
        }

        decision.ShadowAction = (ActionKind)Math.Max((byte)decision.ShadowAction, (byte)ActionKind.Challenge);
    }

    /// <summary>
    /// A person said to let it through: rules still fire and are recorded, in shadow. Found only where nothing stronger stands.
    /// </summary>
    private static void Exempt(Decision decision, Restriction exemption)
    {
        decision.Flags = (decision.Flags | DecisionFlags.ByRestriction) & ~DecisionFlags.Cleared;
        decision.Action = ActionKind.Allow;
        decision.DurationMs = exemption.UntilMs - decision.Event.TimeMs;
        decision.ChallengeKind = ChallengeKind.ProofOfWork;
        decision.Issued.Clear();
        decision.Obligations.Clear();
    }

    /// <summary>A rule that seemed to override did not, once threats were known: what stands decides after all.</summary>
    private static void Forget(Decision decision)
    {
        decision.Rules.Clear();
        decision.Issued.Clear();
        decision.Obligations.Clear();
        decision.ChallengeKind = ChallengeKind.ProofOfWork;
        decision.Flags &= ~(DecisionFlags.Cleared | DecisionFlags.ReviewRequired);
    }
}
