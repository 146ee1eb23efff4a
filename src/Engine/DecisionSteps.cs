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
        if (decision.Event.Operation == Operation.ChallengeAnswer)
        {
            AnswerChallenge(decision);
            return;
        }

        if (decision.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke } standing)
        {
            Restrict(decision, standing);
            return;
        }

        Rank(decision, ranker);
        policies.Decide(decision);
        switch (decision.Applied)
        {
            case { Action: ActionKind.Challenge } challenge:
                Challenge(decision, challenge);
                break;
            case { Action: ActionKind.Allow } exemption:
                Exempt(decision, exemption);
                break;
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

        foreach (ref readonly var candidate in candidates.Items)
        {
            if (candidate.Probability > decision.Risk)
            {
                decision.Risk = candidate.Probability;
                decision.Threat = candidate.Threat;
            }
        }
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
        if ((decision.Event.Traits & RequestTraits.HasClearance) != 0)
        {
            decision.Flags |= DecisionFlags.Cleared;
            return;
        }

        if (decision.Action < ActionKind.Challenge)
        {
            decision.Flags |= DecisionFlags.ByRestriction;
            decision.Action = ActionKind.Challenge;
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
        decision.Issued.Clear();
    }

    /// <summary>
    /// The way out must stay open: an answer to a challenge is never challenged. A standing throttle or revocation of its
    /// sender still holds, or answers would be a free way to keep the gateway busy.
    /// </summary>
    private static void AnswerChallenge(Decision decision)
    {
        if (decision.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke } standing)
        {
            Restrict(decision, standing);
        }
    }
}
