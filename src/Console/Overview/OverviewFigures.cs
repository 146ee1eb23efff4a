using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Overview;

/// <summary>The numbers and rankings of one span of time.</summary>
internal sealed record OverviewFigures(
    ActionCounts Sum, IReadOnlyList<(Threat Threat, int Count)> Threats, IReadOnlyList<SeenEntity> Entities, int Sampled, bool IsSample)
{
    /// <summary>Rankings look at no more than the newest so many decisions that acted or, in shadow, would have.</summary>
    public const int LargestSample = 500;

    private const int Ranked = 6;

    public static OverviewFigures Of(IReadOnlyList<ActionCounts> buckets, IReadOnlyList<Decision> adverse, bool more)
    {
        var sum = new ActionCounts(
            0, buckets.Sum(b => b.Allow), buckets.Sum(b => b.Challenge), buckets.Sum(b => b.Throttle), buckets.Sum(b => b.Revoke),
            buckets.Sum(b => b.WouldHaveActed));
        var threats = adverse.Where(d => d.Threat != Threat.None).CountBy(d => d.Threat)
            .OrderByDescending(p => p.Value).Take(Ranked).Select(p => (p.Key, p.Value)).ToArray();
        return new OverviewFigures(sum, threats, Rank(adverse), adverse.Count, more);
    }

    private static IReadOnlyList<SeenEntity> Rank(IReadOnlyList<Decision> adverse) =>
    [
        .. adverse.SelectMany(d => new[] { d.Event.Entity(EntityKind.Ip), d.Event.Entity(EntityKind.Account) }
                .Where(k => !k.IsNone).Select(k => (Key: k, Decision: d)))
            .GroupBy(p => p.Key, p => p.Decision)
            .Select(g => new SeenEntity(g.Key, g.Count(), g.Max(d => d.Action), g.Max(d => d.Risk)))
            .OrderByDescending(s => s.Count).ThenByDescending(s => s.Risk)
            .Take(Ranked),
    ];
}
