namespace SecurityDecisioning.Streams;

/// <summary>What is fixed of each topic: its name in folders, metrics and messages, and how it is kept.</summary>
public static class Topics
{
    private static readonly string[] Names = ["events", "decisions", "restrictions", "policies", "models", "verdicts"];

    public static IReadOnlyList<Topic> All { get; } =
        [Topic.Events, Topic.Decisions, Topic.Restrictions, Topic.Policies, Topic.Models, Topic.Verdicts];

    public static string NameOf(Topic topic) => Names[(int)topic];

    /// <summary>Whether only the newest record of a key says something, so that older ones may go.</summary>
    public static bool IsCompacted(Topic topic) => topic >= Topic.Restrictions;
}
