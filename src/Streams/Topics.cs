namespace SecurityDecisioning.Streams;

/// <summary>Names of topics as they appear in folders, metrics and messages.</summary>
public static class Topics
{
    private static readonly string[] Names = ["events", "decisions", "restrictions"];

    public static IReadOnlyList<Topic> All { get; } = [Topic.Events, Topic.Decisions, Topic.Restrictions];

    public static string NameOf(Topic topic) => Names[(int)topic];
}
