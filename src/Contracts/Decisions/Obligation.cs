namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Something to be done besides the action.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The header's name, the tag, the webhook's receiver, or for a review <c>required</c>.</param>
/// <param name="Value">The header's value; empty for the others.</param>
public readonly record struct Obligation(ObligationKind Kind, string Name, string Value = "");
