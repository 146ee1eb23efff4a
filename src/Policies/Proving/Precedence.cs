namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Which of two rules that fire for one request is left without effect: docs/policies.md, "How one action comes of many rules".
/// </summary>
internal static class Precedence
{
    /// <summary>Whether the first always beats the second where both fire.</summary>
    public static bool Beats(ProvenRule one, ProvenRule other)
    {
        if (one.Rule.Override || other.Rule.Override)
        {
            return one.Rule.Override
                ? !other.Rule.Bypass && !(other.Rule.Override && IsBefore(other, one))
                : one.Rule.Bypass;
        }

        return one.Rule.Action > other.Rule.Action || (one.Rule.Action == other.Rule.Action && IsBefore(one, other));
    }

    /// <summary>
    /// Whether nothing is left of the second where both fire and the first wins. A rule that loses still leaves its restriction,
    /// so the first must leave one on the same entity that is as strong and lasts as long; and its obligations stand.
    /// </summary>
    public static bool Covers(ProvenRule one, ProvenRule other)
    {
        if (other.Rule.Obligations.Except(one.Rule.Obligations).Any())
        {
            return false;
        }

        if (one.Rule.Override || other.Rule.Action == ActionKind.Allow)
        {
            return true;
        }

        if (one.Rule.Scope != other.Rule.Scope)
        {
            return false;
        }

        return one.Rule.Action == other.Rule.Action
            ? one.Rule.DurationMs >= other.Rule.DurationMs && one.Rule.Challenge == other.Rule.Challenge
                && (other.Rule.Escalation.Count == 0 || one.Rule.Escalation.SequenceEqual(other.Rule.Escalation))
            // A revocation falls on nobody where its entity is missing, and a throttle not on an account that was only typed:
            // there the weaker rule still has its effect.
            : one.Rule.Action != ActionKind.Revoke && one.Rule.Scope != EntityKind.Account;
    }

    private static bool IsBefore(ProvenRule one, ProvenRule other) =>
        one.Compiled.Specificity > other.Compiled.Specificity
        || (one.Compiled.Specificity == other.Compiled.Specificity && one.Order < other.Order);
}
