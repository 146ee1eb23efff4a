using SecurityDecisioning.Policies;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Engine.Remaking;

/// <summary>Decides a recorded decision again, from nothing but its record, the model and the policy set it names.</summary>
public sealed class DecisionRemaker(RiskRanker ranker, PolicySet policies)
{
    /// <summary>Decides again and compares every result, bit for bit.</summary>
    /// <returns>What differs; empty where the decision is the same.</returns>
    public RemadeDecision Remake(Decision recorded)
    {
        var again = new Decision { Event = recorded.Event, Applied = recorded.Applied };
        again.Flags = recorded.Flags & DecisionFlags.OverBudget;
        recorded.Features.CopyTo(again.Features, 0);
        recorded.Repeats.CopyTo(again.Repeats, 0);
        again.Standing.AddRange(recorded.Standing);
        again.Snoozed.AddRange(recorded.Snoozed);
        DecisionSteps.Conclude(again, ranker, policies);
        return new RemadeDecision(again, [.. Differences(recorded, again)]);
    }

    private static IEnumerable<string> Differences(Decision recorded, Decision again)
    {
        if (recorded.ModelHash != again.ModelHash)
        {
            yield return $"model: recorded `{recorded.ModelHash}`, loaded `{again.ModelHash}`";
        }

        if (recorded.PolicySetHash != again.PolicySetHash)
        {
            yield return $"policy set: recorded `{recorded.PolicySetHash}`, loaded `{again.PolicySetHash}`";
        }

        if (recorded.Action != again.Action)
        {
            yield return $"action: recorded {recorded.Action}, now {again.Action}";
        }

        if (recorded.ShadowAction != again.ShadowAction)
        {
            yield return $"shadow action: recorded {recorded.ShadowAction}, now {again.ShadowAction}";
        }

        if (BitConverter.SingleToInt32Bits(recorded.Risk) != BitConverter.SingleToInt32Bits(again.Risk))
        {
            yield return $"risk: recorded {recorded.Risk:R}, now {again.Risk:R}";
        }

        if (recorded.Threat != again.Threat)
        {
            yield return $"threat: recorded {recorded.Threat}, now {again.Threat}";
        }

        if (!SameCandidates(recorded, again))
        {
            yield return "candidates: threats, estimates or probabilities differ";
        }

        if (recorded.ChallengeKind != again.ChallengeKind)
        {
            yield return $"challenge: recorded {recorded.ChallengeKind}, now {again.ChallengeKind}";
        }

        // Earlier releases recorded no repeats, and escalated by something else.
        if (recorded.DurationMs != again.DurationMs && recorded.Repeats.AsSpan().ContainsAnyExcept((byte)0))
        {
            yield return $"duration: recorded {recorded.DurationMs} ms, now {again.DurationMs} ms";
        }

        if (!recorded.Obligations.SequenceEqual(again.Obligations))
        {
            yield return $"obligations: recorded {recorded.Obligations.Count}, now {again.Obligations.Count}, or they differ";
        }

        // Earlier releases recorded no arms.
        if (recorded.Arm.Length > 0 && (recorded.Arm != again.Arm
            || BitConverter.SingleToInt32Bits(recorded.Propensity) != BitConverter.SingleToInt32Bits(again.Propensity)))
        {
            yield return $"arm: recorded `{recorded.Arm}` ({recorded.Propensity:R}), now `{again.Arm}` ({again.Propensity:R})";
        }

        if (!SameRules(recorded.Rules, again.Rules))
        {
            yield return $"rules: recorded {recorded.Rules.Count} fired, now {again.Rules.Count}, or their results differ";
        }
    }

    /// <summary>Records of the first version say of a rule that it lost, not why.</summary>
    private static bool SameRules(List<FiredRule> recorded, List<FiredRule> again)
    {
        if (recorded.Count != again.Count)
        {
            return false;
        }

        for (var i = 0; i < recorded.Count; i++)
        {
            var known = recorded[i].Outcome == RuleOutcome.Lost && !again[i].Won
                ? again[i] with { Outcome = RuleOutcome.Lost }
                : again[i];
            if (recorded[i] != known)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameCandidates(Decision recorded, Decision again)
    {
        if (recorded.Candidates.Count != again.Candidates.Count)
        {
            return false;
        }

        for (var i = 0; i < recorded.Candidates.Count; i++)
        {
            ref readonly var one = ref recorded.Candidates.Items[i];
            ref readonly var other = ref again.Candidates.Items[i];
            if (one.Threat != other.Threat || !one.Triage.Equals(other.Triage) || !one.Probability.Equals(other.Probability)
                || !one.Evidence.SequenceEqual(other.Evidence))
            {
                return false;
            }
        }

        return true;
    }
}
