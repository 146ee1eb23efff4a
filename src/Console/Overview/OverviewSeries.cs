using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Overview;

/// <summary>What the chart draws, column by column: T starts each bucket, Step is its length, both in seconds.</summary>
internal sealed record OverviewSeries(
    IReadOnlyList<long> T, long Step, IReadOnlyList<long> Allow, IReadOnlyList<long> Challenge, IReadOnlyList<long> Throttle,
    IReadOnlyList<long> Revoke, IReadOnlyList<long> Shadow)
{
    public static OverviewSeries Of(IReadOnlyList<ActionCounts> buckets, long bucketMs) => new(
        [.. buckets.Select(b => b.TimeMs / 1000)],
        bucketMs / 1000,
        [.. buckets.Select(b => b.Allow)],
        [.. buckets.Select(b => b.Challenge)],
        [.. buckets.Select(b => b.Throttle)],
        [.. buckets.Select(b => b.Revoke)],
        [.. buckets.Select(b => b.WouldHaveActed)]);
}
