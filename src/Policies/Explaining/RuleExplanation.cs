namespace SecurityDecisioning.Policies.Explaining;

/// <summary>Why a rule fired for a decision, or did not.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Rule">The rule's name within it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">The same in a sentence's rest, with the parts that settled it and their values.</param>
/// <param name="Condition">The whole condition; null where the policy does not apply to the request.</param>
public sealed record RuleExplanation(string Policy, string Rule, RuleState State, string Reason, ExplainedPart? Condition)
{
    public override string ToString() => $"{Policy}/{Rule} {Reason}";
}
