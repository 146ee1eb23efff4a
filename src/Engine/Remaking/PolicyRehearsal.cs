using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Engine.Remaking;

/// <summary>
/// Decides a recorded decision again with another policy set: with the features, the candidates, the standing restrictions and
/// the snoozes of its record, so with what was known then and nothing of later. Lists are asked at the event's time.
/// </summary>
public static class PolicyRehearsal
{
    private const DecisionFlags Circumstances = DecisionFlags.NoModel | DecisionFlags.OverBudget | DecisionFlags.NotEnforced;

    /// <summary>
    /// Whether rules decided it then. Not where a throttle or a revocation stood, and nothing was ranked; not where a stage
    /// failed; not for an answer to a challenge. Another set would not have been asked either.
    /// </summary>
    public static bool IsPossible(Decision recorded) =>
        (recorded.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) == 0 && DecisionSteps.IsLeftToPolicies(recorded);

    /// <summary>
    /// Replaces what <paramref name="decision"/> says was decided by what <paramref name="policies"/> decide; its inputs stay, so
    /// that it can be decided again with a third set. No other copy is made.
    /// </summary>
    public static void Decide(Decision decision, PolicySet policies)
    {
        decision.Rules.Clear();
        decision.Issued.Clear();
        decision.Obligations.Clear();
        decision.Action = decision.ShadowAction = decision.CandidateAction = ActionKind.Allow;
        decision.ChallengeKind = ChallengeKind.ProofOfWork;
        decision.CandidateHash = "";
        (decision.Arm, decision.Propensity) = ("", 1);
        decision.DurationMs = 0;
        decision.Flags &= Circumstances;
        decision.Risk = 0;
        decision.Threat = Threat.None;
        decision.PolicySetHash = policies.Hash;
        DecisionSteps.Sum(decision);
        DecisionSteps.Apply(decision, policies);
    }
}
