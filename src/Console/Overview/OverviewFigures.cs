using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Overview;

/// <summary>The numbers and rankings of one span of time.</summary>
internal sealed record OverviewFigures(
    ActionCounts Sum, IReadOnlyList<(Threat Threat, int Count)> Threats, IReadOnlyList<SeenEntity> Entities, int Sampled)
{
    private const int Ranked = 6;

    /// <summary>Whether the rankings look at the newest notable decisions only, not at all of them.</summary>
    public bool IsSample => Sampled >= DecisionQuery.MaxLimit;

    public static OverviewFigures Of(IReadOnlyList<ActionCounts> buckets, IReadOnlyList<DecisionSummary> notable)
    {
        var sum = new ActionCounts(
            0, buckets.Sum(b => b.Allow), buckets.Sum(b => b.Challenge), buckets.Sum(b => b.Throttle), buckets.Sum(b => b.Revoke),
            buckets.Sum(b => b.WouldHaveActed));
        var threats = notable.Where(d => d.Threat != Threat.None).CountBy(d => d.Threat)
            .OrderByDescending(p => p.Value).Take(Ranked).Select(p => (p.Key, p.Value)).ToArray();
        return new OverviewFigures(sum, threats, Rank(notable), notable.Count);
    }

    private static IReadOnlyList<SeenEntity> Rank(IReadOnlyList<DecisionSummary> notable) =>
    [
        .. notable.SelectMany(d => new[] { EntityKey.OfIp(d.Ip), EntityKey.Of(EntityKind.Account, d.Account) }
                .Where(k => !k.IsNone).Select(k => (Key: k, Decision: d)))
            .GroupBy(p => p.Key, p => p.Decision)
            .Select(g => SeenEntity.Of(g.Key, [.. g]))
            .OrderByDescending(s => s.Count).ThenByDescending(s => s.Risk)
            .Take(Ranked),
    ];
}
