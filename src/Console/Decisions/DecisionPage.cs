namespace SecurityDecisioning.Console.Decisions;

/// <summary>Some decisions, newest first.</summary>
/// <param name="Items">The decisions.</param>
/// <param name="HasOlder">Whether there are older ones that pass the filter.</param>
public sealed record DecisionPage(IReadOnlyList<Decision> Items, bool HasOlder);
