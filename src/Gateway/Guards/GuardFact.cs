using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>What the guards count of a decision.</summary>
/// <param name="Touch">What it says of how right a policy is, if anything.</param>
/// <param name="SetHash">The set that decided; empty where rules were not asked.</param>
/// <param name="Acted">Whether it challenged, throttled or revoked.</param>
/// <param name="CandidateHash">The set that was rehearsed with; empty for none.</param>
/// <param name="CandidateActed">Whether that one would have.</param>
/// <param name="Subject">Whom it was about.</param>
/// <param name="TimeMs">When.</param>
internal readonly record struct GuardFact(
    PolicyTouch? Touch, string SetHash, bool Acted, string CandidateHash, bool CandidateActed, ulong Subject, long TimeMs)
{
    /// <summary>A decision of rules only: a backtest expects nothing of what a restriction cut short.</summary>
    public static GuardFact Of(Decision decision)
    {
        var byRules = PolicyRehearsal.IsPossible(decision);
        return new GuardFact(
            PolicyTouch.Of(decision),
            byRules ? decision.PolicySetHash : "",
            decision.Action != ActionKind.Allow,
            byRules ? decision.CandidateHash : "",
            decision.CandidateAction != ActionKind.Allow,
            SubjectKey.Of(decision.Event),
            decision.Event.TimeMs);
    }
}
