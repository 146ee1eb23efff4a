namespace SecurityDecisioning.Policies.Deciding;

/// <summary>
/// What is to be done besides the action: the winner's obligations, then those of every other rule that is enforced and that
/// nothing overrides, in order. Of two headers with one name the first stays; nothing is asked for twice.
/// </summary>
internal static class ObligationCollector
{
    public static void Collect(Decision decision, List<Proposal> fired, int winner, bool isOverridden)
    {
        Add(decision, fired[winner]);
        for (var i = 0; i < fired.Count; i++)
        {
            if (i != winner && fired[i].Standing == ProposalStanding.Enforced && !(isOverridden && Contest.IsOverridable(fired[i])))
            {
                Add(decision, fired[i]);
            }
        }
    }

    private static void Add(Decision decision, in Proposal proposal)
    {
        var asked = proposal.Compiled.Obligations;
        for (var i = 0; i < asked.Length && decision.Obligations.Count < Decision.MaxObligations; i++)
        {
            if (!IsKnown(decision.Obligations, asked[i]))
            {
                decision.Obligations.Add(asked[i]);
            }

            decision.Flags |= asked[i].Kind == ObligationKind.Review ? DecisionFlags.ReviewRequired : DecisionFlags.None;
        }
    }

    private static bool IsKnown(List<Obligation> known, in Obligation obligation)
    {
        foreach (var other in known)
        {
            if (other == obligation || (obligation.Kind == ObligationKind.Header && other.Kind == ObligationKind.Header
                && string.Equals(other.Name, obligation.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
