namespace SecurityDecisioning.Console.Decisions;

/// <summary>Some decisions, newest first.</summary>
/// <param name="Items">The decisions.</param>
/// <param name="HasOlder">Whether there are older ones that pass the filter.</param>
internal sealed record DecisionPage(IReadOnlyList<DecisionLine> Items, bool HasOlder)
{
    public static DecisionPage Empty { get; } = new([], HasOlder: false);
}
