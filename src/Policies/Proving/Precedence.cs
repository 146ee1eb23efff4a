namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Which of two rules that fire for one request is left without effect, whatever the request: docs/policies.md, "How one action
/// comes of many rules". It says no where it depends on the request, as with a challenge that has been passed. Snoozes, which
/// silence one policy for one entity for a time, are left out.
/// </summary>
internal static class Precedence
{
    /// <summary>Whether the first always beats the second where both fire.</summary>
    public static bool Beats(ProvenRule one, ProvenRule other)
    {
        if (one.Compiled.IsOverride || other.Compiled.IsOverride)
        {
            return one.Compiled.IsOverride
                ? other.Compiled.IsOverride ? IsBefore(one, other) : !IsBypass(other)
                : IsBypass(one);
        }

        // A third rule's override takes away the first and leaves the second, or the first waits for a person.
        if ((IsBypass(other) && !IsBypass(one)) || one.Compiled.IsHeldForReview || other.Compiled.IsHeldForReview)
        {
            return false;
        }

        return one.Rule.Action > other.Rule.Action
            || (one.Rule.Action == other.Rule.Action && one.Rule.Challenge == other.Rule.Challenge && IsBefore(one, other));
    }

    /// <summary>
    /// Whether nothing is left of the second where both fire and the first wins. A rule that loses still leaves its restriction
    /// and its obligations, unless an override takes them away: so the first must ask for the same, and leave a restriction on
    /// the same entity that is as strong and lasts as long.
    /// </summary>
    public static bool Covers(ProvenRule one, ProvenRule other)
    {
        if (one.Compiled.IsOverride && !other.Compiled.IsOverride)
        {
            return true;
        }

        if (AsksForMore(other.Compiled.Obligations, one.Compiled.Obligations))
        {
            return false;
        }

        if (other.Rule.Action == ActionKind.Allow)
        {
            return true;
        }

        return one.Rule.Scope == other.Rule.Scope && (one.Rule.Action == other.Rule.Action
            ? one.Rule.DurationMs >= other.Rule.DurationMs
                && (other.Rule.Escalation.Count == 0 || (one.Rule.DurationMs == other.Rule.DurationMs
                    && one.Rule.Escalation.SequenceEqual(other.Rule.Escalation)))
            // A revocation falls on nobody where its entity is missing, and a throttle not on an account that was only typed:
            // there the weaker rule still has its effect.
            : one.Rule.Action != ActionKind.Revoke && one.Rule.Scope != EntityKind.Account);
    }

    // Asked of every pair of rules: without a set for each.
    private static bool AsksForMore(Obligation[] asked, Obligation[] done)
    {
        foreach (var obligation in asked)
        {
            if (!done.AsSpan().Contains(obligation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBypass(ProvenRule rule) => rule.Rule.Bypass && rule.IsPunitive && !rule.Compiled.IsHeldForReview;

    private static bool IsBefore(ProvenRule one, ProvenRule other) =>
        one.Compiled.Specificity > other.Compiled.Specificity
        || (one.Compiled.Specificity == other.Compiled.Specificity && one.Order < other.Order);
}
