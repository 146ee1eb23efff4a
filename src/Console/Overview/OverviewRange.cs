namespace SecurityDecisioning.Console.Overview;

/// <summary>A span of time that the overview can show, and how finely.</summary>
internal sealed record OverviewRange(string Name, string Title, long LengthMs, long BucketMs)
{
    public static IReadOnlyList<OverviewRange> All { get; } =
    [
        new("15m", "15 min", 900_000, 15_000),
        new("1h", "1 h", 3_600_000, 60_000),
        new("24h", "24 h", 86_400_000, 900_000),
        new("7d", "7 days", 604_800_000, 7_200_000),
    ];

    public static OverviewRange Of(string? name) => All.FirstOrDefault(r => r.Name == name) ?? All[1];

    /// <summary>From a bucket's start to the end of the bucket that <paramref name="nowMs"/> is in.</summary>
    public (long FromMs, long ToMs) Until(long nowMs)
    {
        var to = ((nowMs / BucketMs) + 1) * BucketMs;
        return (to - LengthMs, to);
    }
}
