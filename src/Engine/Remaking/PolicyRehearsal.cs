using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Engine.Remaking;

/// <summary>
/// Decides a recorded decision again with another policy set: with the features, the candidates, the standing restrictions and
/// the snoozes of its record, so with what was known then and nothing of later. Lists are asked at the event's time.
/// </summary>
public static class PolicyRehearsal
{
    [ThreadStatic]
    private static CandidateSlate? t_candidates;

    private const DecisionFlags Circumstances = DecisionFlags.NoModel | DecisionFlags.OverBudget | DecisionFlags.NotEnforced;

    /// <summary>
    /// Whether rules decided it then. Not where a throttle or a revocation stood, and nothing was ranked; not where a stage
    /// failed; not for an answer to a challenge. Another set would not have been asked either.
    /// </summary>
    public static bool IsPossible(Decision recorded) => WasAsked(recorded) && DecisionSteps.IsLeftToPolicies(recorded);

    /// <summary>
    /// Whether rules would have decided it but for what stood: what another set can be asked about where its own restrictions stand
    /// in the place of those of then.
    /// </summary>
    public static bool WasAsked(Decision recorded) =>
        (recorded.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) == 0
        && recorded.Event.Operation != Operation.ChallengeAnswer;

    /// <summary>
    /// Replaces what <paramref name="decision"/> says was decided by what <paramref name="policies"/> decide; its inputs stay, so
    /// that it can be decided again with a third set. No other copy is made.
    /// </summary>
    public static void Decide(Decision decision, PolicySet policies)
    {
        Begin(decision, policies);
        DecisionSteps.Sum(decision);
        DecisionSteps.Apply(decision, policies);
    }

    /// <summary>
    /// The same with the restrictions of <paramref name="standing"/> in the place of those that policies had left then; what this
    /// decision leaves stands there from now on. What was not ranked then, because it was held, is not ranked now.
    /// </summary>
    /// <param name="decision">A recorded decision, or one that was decided with another set already.</param>
    /// <param name="policies">The set.</param>
    /// <param name="standing">What the set has left so far: only decisions of this set, in their order.</param>
    /// <param name="byPerson">What a person had set and applied then; null where nothing of that kind did.</param>
    public static void Decide(Decision decision, PolicySet policies, RestrictionIndex standing, Restriction? byPerson)
    {
        Begin(decision, policies);
        var request = decision.Event;
        var left = standing.Find(request);
        decision.Applied = left is null || (byPerson is not null && !left.IsAtLeast(byPerson)) ? byPerson : left;
        Array.Clear(decision.Repeats);
        standing.CountRecent(request, decision.Repeats);
        decision.Standing.Clear();
        if (policies.ReadsRestrictions)
        {
            standing.FindAll(request, decision.Standing);
        }

        if (!IsSettled(decision, policies))
        {
            DecisionSteps.Sum(decision);
            DecisionSteps.Apply(decision, policies);
            standing.KeepNew(decision.Issued);
        }
    }

    /// <summary>Overriding rules are asked before anything is ranked, so the candidates of then are out of their sight.</summary>
    private static bool IsSettled(Decision decision, PolicySet policies)
    {
        if (DecisionSteps.IsLeftToPolicies(decision))
        {
            return false;
        }

        var candidates = t_candidates ??= new CandidateSlate();
        candidates.CopyFrom(decision.Candidates);
        decision.Candidates.Clear();
        var isSettled = DecisionSteps.IsSettled(decision, policies);
        decision.Candidates.CopyFrom(candidates);
        return isSettled;
    }

    private static void Begin(Decision decision, PolicySet policies)
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
    }
}
