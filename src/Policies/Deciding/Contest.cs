namespace SecurityDecisioning.Policies.Deciding;

/// <summary>
/// How one of several proposals wins (docs/policies.md). Where one overrides, only those that override and those that bypass
/// overrides take part. Of these the strongest wins; of equally strong ones that of the policy whose match is the most specific;
/// of those the first in the order of files and rules.
/// </summary>
internal static class Contest
{
    /// <summary>Index of the winner, or -1 where nobody takes part.</summary>
    /// <param name="proposals">In any order.</param>
    /// <param name="inShadow">Whether what is not enforced takes part as well.</param>
    /// <param name="isOverridden">Whether a proposal overrides.</param>
    public static int WinnerOf(List<Proposal> proposals, bool inShadow, out bool isOverridden)
    {
        isOverridden = false;
        foreach (var proposal in proposals)
        {
            isOverridden |= TakesPart(proposal, inShadow) && proposal.Compiled.IsOverride;
        }

        var winner = -1;
        for (var i = 0; i < proposals.Count; i++)
        {
            var proposal = proposals[i];
            if (TakesPart(proposal, inShadow) && !(isOverridden && IsOverridable(proposal))
                && (winner < 0 || proposal.Beats(proposals[winner])))
            {
                winner = i;
            }
        }

        return winner;
    }

    public static bool TakesPart(in Proposal proposal, bool inShadow) =>
        proposal.Standing == ProposalStanding.Enforced || (inShadow && proposal.Standing != ProposalStanding.Snoozed);

    /// <summary>Whether an override beats it; a plain allow has nothing to say beside one either.</summary>
    public static bool IsOverridable(in Proposal proposal) =>
        !proposal.Compiled.IsOverride && !(proposal.Compiled.Summary.Bypass && proposal.Action != ActionKind.Allow);
}
