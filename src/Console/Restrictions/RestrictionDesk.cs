namespace SecurityDecisioning.Console.Restrictions;

public sealed class RestrictionDesk
{
    private readonly List<RestrictionLine> _all = [];
    public void Add(Restriction r) { lock (_all) { _all.Add(new RestrictionLine(r, null)); } }
    public Task<IReadOnlyList<RestrictionLine>> StandingAsync(long nowMs, EntityKey? entity, int limit, CancellationToken cancel)
    { lock (_all) { return Task.FromResult<IReadOnlyList<RestrictionLine>>(_all.Where(l => l.Standing(nowMs) && (entity is null || l.Restriction.Entity == entity)).OrderByDescending(l => l.Restriction.Id).Take(limit).ToArray()); } }
    public Task<IReadOnlyList<RestrictionLine>> PastAsync(long nowMs, EntityKey? entity, int limit, CancellationToken cancel)
    { lock (_all) { return Task.FromResult<IReadOnlyList<RestrictionLine>>(_all.Where(l => !l.Standing(nowMs) && (entity is null || l.Restriction.Entity == entity)).OrderByDescending(l => l.Restriction.Id).Take(limit).ToArray()); } }
    public Task<RestrictionLine?> FindAsync(EventId id, CancellationToken cancel)
    { lock (_all) { return Task.FromResult(_all.FirstOrDefault(l => l.Restriction.Id == id)); } }
    public Task IssueAsync(Restriction r, CancellationToken cancel) { Add(r); return Task.CompletedTask; }
    public Task LiftAsync(RestrictionLift lift, CancellationToken cancel)
    { lock (_all) { var i = _all.FindIndex(l => l.Restriction.Id == lift.Restriction); _all[i] = _all[i] with { Lift = lift }; } return Task.CompletedTask; }
}
