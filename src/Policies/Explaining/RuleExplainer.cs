using SecurityDecisioning.Policies.Compilation;

namespace SecurityDecisioning.Policies.Explaining;

/// <summary>Says of a rule and a decision why the rule fired or did not, down to the part of the condition and its values.</summary>
public static class RuleExplainer
{
    private const int MostParts = 4;

    /// <summary>Null where the set has no such rule.</summary>
    /// <param name="set">The set that the rule is of.</param>
    /// <param name="decision">Its event, features, candidates, risk and standing restriction are read.</param>
    /// <param name="policy">The policy's name.</param>
    /// <param name="rule">The rule's name within it.</param>
    public static RuleExplanation? Explain(PolicySet set, Decision decision, string policy, string rule)
    {
        var owner = set.Compiled.FirstOrDefault(p => p.Summary.Name == policy);
        return owner is not null && Array.Find(owner.Rules, r => r.Summary.Name == rule) is { } found
            ? Explain(owner, found, decision)
            : null;
    }

    /// <summary>Every rule of a policy, in its order; empty where the set has no such policy.</summary>
    public static IReadOnlyList<RuleExplanation> Explain(PolicySet set, Decision decision, string policy) =>
        set.Compiled.FirstOrDefault(p => p.Summary.Name == policy) is { } owner
            ? [.. owner.Rules.Select(r => Explain(owner, r, decision))]
            : [];

    private static RuleExplanation Explain(CompiledPolicy policy, CompiledRule rule, Decision decision)
    {
        var (name, ruleName) = (policy.Summary.Name, rule.Summary.Name);
        if (WhyNot(policy, decision.Event) is { } reason)
        {
            return new RuleExplanation(name, ruleName, RuleState.NotApplicable, $"does not apply: {reason}", null);
        }

        // Looking into a condition asks for arms that deciding may never have come to.
        var (arm, propensity) = (decision.Arm, decision.Propensity);
        var condition = new ConditionExplainer(rule.Checked, decision).Explain();
        (decision.Arm, decision.Propensity) = (arm, propensity);
        var decisive = condition.Decisive(MostParts + 1);
        var parts = string.Join("; ", decisive.Take(MostParts)) + (decisive.Count > MostParts ? "; and more" : "");
        return condition.Holds switch
        {
            true => new RuleExplanation(name, ruleName, RuleState.Fired, $"fires: {parts}", condition),
            false => new RuleExplanation(name, ruleName, RuleState.NotMet, $"does not fire: {parts}", condition),
            _ => new RuleExplanation(name, ruleName, RuleState.Failed, $"does not fire, its condition fails: {parts}", condition),
        };
    }

    private static string? WhyNot(CompiledPolicy policy, SecurityEvent request)
    {
        var summary = policy.Summary;
        if (summary.Mode == PolicyMode.Off)
        {
            return "the policy is off";
        }

        if (summary.Operations.Count > 0 && !summary.Operations.Contains(Operations.NameOf(request.Operation)))
        {
            return $"the operation is {Operations.NameOf(request.Operation)}, the policy is for {string.Join(", ", summary.Operations)}";
        }

        if (summary.Routes.Count > 0 && !summary.Routes.Contains(request.Route))
        {
            return "the route is another than the policy names";
        }

        if (!policy.Matches(request))
        {
            return "the host, the method or the path is another than the policy names";
        }

        return policy.IsInForce(request)
            ? null
            : "at that time or in that country the policy is not in force (its expiry, schedule or jurisdictions)";
    }
}
