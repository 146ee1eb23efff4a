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
        if (!IsLeftToPolicies(decision))
        {
            if (decision.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke } standing)
            {
                Restrict(decision, standing);
            }

            return;
        }

        Rank(decision, ranker);
        Apply(decision, policies);
    }

    /// <summary>
    /// Whether rules are asked at all. Not where a throttle or a revocation stands; and never of an answer to a challenge: the
    /// way out must stay open. A standing throttle or revocation of its sender still holds, or answers would be a free way to
    /// keep the gateway busy.
    /// </summary>
    public static bool IsLeftToPolicies(Decision decision) =>
        decision.Event.Operation != Operation.ChallengeAnswer
        && decision.Applied is not { Action: ActionKind.Throttle or ActionKind.Revoke };

    /// <summary>From ranked candidates to an action.</summary>
    public static void Apply(Decision decision, PolicySet policies)
    {
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
}
