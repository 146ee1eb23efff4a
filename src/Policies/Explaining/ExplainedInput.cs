namespace SecurityDecisioning.Policies.Explaining;

/// <summary>Something that a part of a condition reads, and what it was.</summary>
/// <param name="Name">As the condition writes it, for example <c>f.ip.requests_5m</c>.</param>
/// <param name="Value">As a literal, cut where it is long; <c>unknown</c> for a feature that was not known.</param>
public sealed record ExplainedInput(string Name, string Value);
