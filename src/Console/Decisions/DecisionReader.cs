namespace SecurityDecisioning.Console.Decisions;

public sealed class DecisionReader
{
    private readonly List<Decision> _all = [];
    public void Add(Decision d) { lock (_all) { _all.Add(d); } }
    private Decision[] All() { lock (_all) { return _all.OrderByDescending(d => d.Id).ToArray(); } }

    public Task<DecisionPage> QueryAsync(DecisionFilter f, EventId before, EventId after, int limit, CancellationToken cancel)
    {
        var hits = All().Where(d => (before.IsNone || d.Id < before) && (after.IsNone || d.Id > after)
            && (f.Action is null || d.Action == f.Action) && (f.Threat is null || d.Threat == f.Threat)
            && (f.Entity is null || d.Event.Entity(f.Entity.Value.Kind) == f.Entity)
            && (f.Mode != DecisionMode.Enforced || d.Action != ActionKind.Allow)
            && (f.Mode != DecisionMode.Adverse || d.Action != ActionKind.Allow || d.ShadowAction != ActionKind.Allow)
            && (f.Mode != DecisionMode.Shadow || d.Action != d.ShadowAction)
            && (f.Route.Length == 0 || d.Event.Route == f.Route)).Take(limit + 1).ToArray();
        return Task.FromResult(new DecisionPage(hits.Take(limit).ToArray(), hits.Length > limit));
    }

    public Task<Decision?> FindAsync(EventId id, CancellationToken cancel) => Task.FromResult(All().FirstOrDefault(d => d.Id == id));

    public Task<IReadOnlyList<ActionCounts>> CountAsync(long fromMs, long toMs, long bucketMs, CancellationToken cancel)
    {
        var n = (int)((toMs - fromMs + bucketMs - 1) / bucketMs);
        var list = Enumerable.Range(0, n).Select(i => new ActionCounts(fromMs + i * bucketMs, 0, 0, 0, 0, 0)).ToArray();
        foreach (var d in All().Where(d => d.Event.TimeMs >= fromMs && d.Event.TimeMs < toMs))
        {
            var i = (int)((d.Event.TimeMs - fromMs) / bucketMs);
            var c = list[i];
            c = d.Action switch { ActionKind.Allow => c with { Allow = c.Allow + 1 }, ActionKind.Challenge => c with { Challenge = c.Challenge + 1 }, ActionKind.Throttle => c with { Throttle = c.Throttle + 1 }, _ => c with { Revoke = c.Revoke + 1 } };
            if (d.ShadowAction > d.Action) { c = c with { WouldHaveActed = c.WouldHaveActed + 1 }; }
            list[i] = c;
        }
        return Task.FromResult<IReadOnlyList<ActionCounts>>(list);
    }
}
