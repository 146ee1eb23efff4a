using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

/// <summary>Decision records as a list that every query walks: slow, and plainly right.</summary>
internal sealed class ModelRecords
{
    private readonly List<DecisionSummary> _rows = [];

    public int Taken { get; private set; }

    public long NowMs { get; set; } = SampleEvents.StartMs;

    public IReadOnlyList<DecisionSummary> Rows => _rows;

    public void Append(IReadOnlyList<DecisionRecord> batch)
    {
        var known = _rows.Select(s => s.Id).ToHashSet();
        _rows.AddRange(batch.Select(r => r.Summary).Where(s => known.Add(s.Id)));
        Taken += batch.Count;
    }

    public long TimeAt(double share) => _rows.Count == 0 ? 0 : _rows[(int)(share * _rows.Count)].TimeMs;

    public long DeleteBefore(long beforeMs) => _rows.RemoveAll(s => s.TimeMs < beforeMs);

    public void Keep(Predicate<DecisionSummary> kept) => _rows.RemoveAll(s => !kept(s));

    public List<DecisionSummary> Query(DecisionQuery query) => [.. All(query).Take(query.Limit)];

    public IEnumerable<DecisionSummary> All(DecisionQuery query) => _rows.Where(s => Matches(s, query)).OrderByDescending(s => s.Id);

    private static bool Matches(DecisionSummary s, DecisionQuery q) =>
        (q.Action is null || s.Action == q.Action)
        && (q.ShadowAction is null || s.ShadowAction == q.ShadowAction)
        && (q.Threat is null || s.Threat == q.Threat)
        && (q.Route is null || s.Route == q.Route)
        && (!q.Acted || s.Action > ActionKind.Allow)
        && (!q.ShadowDiffers || s.ShadowAction != s.Action)
        && (q.Before is null || s.Id < q.Before)
        && (q.After is null || s.Id > q.After)
        && (q.Entity is null || Names(s, q.Entity.Value));

    private static bool Names(DecisionSummary s, EntityKey entity) => entity.Kind switch
    {
        EntityKind.Account => entity == EntityKey.Of(EntityKind.Account, s.Account),
        EntityKind.Session => entity == EntityKey.Of(EntityKind.Session, s.Session),
        EntityKind.Device => entity == EntityKey.Of(EntityKind.Device, s.Device),
        EntityKind.ApiKey => entity == EntityKey.Of(EntityKind.ApiKey, s.ApiKey),
        EntityKind.Ip => entity == EntityKey.OfIp(s.Ip),
        EntityKind.Network => !s.Ip.IsNone && entity == EntityKey.OfNetwork(s.Ip),
        _ => false,
    };
}
