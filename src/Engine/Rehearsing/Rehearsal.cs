using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Engine.Rehearsing;

/// <summary>
/// What a staged set would have done with a request that another set decided, from the same features, candidates and standing
/// restrictions. It is recorded and does nothing: no restriction, no obligation, no feature comes of it.
/// </summary>
internal static class Rehearsal
{
    [ThreadStatic]
    private static Decision? t_frame;

    /// <summary>Fills <see cref="Decision.CandidateHash"/> and <see cref="Decision.CandidateAction"/>.</summary>
    /// <param name="decided">What the set in force made of the request.</param>
    /// <param name="staged">The set in shadow.</param>
    /// <param name="restrictions">What stands on the request's entities, where the staged set asks.</param>
    public static void Run(Decision decided, PolicySet staged, RestrictionIndex restrictions)
    {
        if (!DecisionSteps.IsLeftToPolicies(decided))
        {
            // What stands holds under either set, and nothing was ranked for it.
            return;
        }

        var frame = t_frame ??= new Decision();
        frame.Event = decided.Event;
        frame.Applied = decided.Applied;
        frame.ModelHash = decided.ModelHash;
        frame.Risk = decided.Risk;
        frame.Threat = decided.Threat;
        frame.Flags = decided.Flags & (DecisionFlags.OverBudget | DecisionFlags.NoModel);
        decided.Features.CopyTo(frame.Features, 0);
        frame.Candidates.CopyFrom(decided.Candidates);
        frame.Snoozed.AddRange(decided.Snoozed);
        if (staged.ReadsRestrictions)
        {
            restrictions.FindAll(decided.Event, frame.Standing);
        }

        DecisionSteps.Apply(frame, staged);
        decided.CandidateHash = staged.Hash;
        decided.CandidateAction = frame.Action;
        frame.Reset();
    }
}
