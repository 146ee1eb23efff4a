using System.Collections.Concurrent;

namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// Every standing restriction, found by one hash look-up per entity of a request. Readers take no lock; writers (a decision that
/// restricts, an analyst who lifts, a peer) take one that no reader waits on. Bounded: when full, expired ones go first, then
/// the mildest that end soonest.
/// </summary>
public sealed class RestrictionIndex
{
    private readonly ConcurrentDictionary<EntityKey, Restriction[]> _byEntity = new();
    private readonly EndedIds _lifted = new(MaxEarlyLifts);
    private readonly Lock _gate = new();
    private readonly int[] _perKind = new int[byte.MaxValue + 1];
    private readonly Action<EntityKey, bool>? _pin;
    private readonly int _capacity;
    private int _count;
    private long _evicted;

    /// <param name="capacity">Most restrictions held.</param>
    /// <param name="pin">
    /// Told true whenever a restriction begins to stand on an entity, false once the last is gone, whatever took it: so that
    /// features are kept as long as something stands, and no longer. Called under the index's lock: it must be short.
    /// </param>
    public RestrictionIndex(int capacity = 250_000, Action<EntityKey, bool>? pin = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _pin = pin;
        _capacity = capacity;
    }

    /// <summary>Lifts remembered, so that a record which comes late or again brings nothing back; the oldest go first.</summary>
    public const int MaxEarlyLifts = 4_096;

    /// <summary>Restrictions held, expired ones included until the next sweep.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Restrictions that still held and had to go because the index was full.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>The strongest restriction that holds for <paramref name="request"/> at its time, or null.</summary>
    public Restriction? Find(SecurityEvent request)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return null;
        }

        Restriction? strongest = null;
        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (Volatile.Read(ref _perKind[(int)kind]) == 0)
            {
                continue;
            }

            var key = request.Entity(kind);
            if (!key.IsNone && _byEntity.TryGetValue(key, out var standing))
            {
                strongest = Strongest(standing, request, strongest);
            }
        }

        return strongest;
    }

    /// <summary>
    /// Fills <paramref name="found"/> with all that hold for <paramref name="request"/> at its time, the strongest first, at most
    /// <see cref="Decision.MaxStanding"/>.
    /// </summary>
    public void FindAll(SecurityEvent request, List<Restriction> found)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            var key = request.Entity(kind);
            if (key.IsNone || !_byEntity.TryGetValue(key, out var standing))
            {
                continue;
            }

            foreach (var restriction in standing)
            {
                if (restriction.HoldsAt(request.TimeMs) && restriction.Covers(request.Operation))
                {
                    Insert(found, restriction);
                }
            }
        }
    }

    /// <summary>
    /// Whether an equal or stronger restriction on the same entity and operations still has half of
    /// <paramref name="restriction"/>'s life to go: then another one would only be noise.
    /// </summary>
    public bool IsCovered(Restriction restriction)
    {
        if (!_byEntity.TryGetValue(restriction.Entity, out var standing))
        {
            return false;
        }

        var half = restriction.FromMs + ((restriction.UntilMs - restriction.FromMs) / 2);
        foreach (var other in standing)
        {
            var covers = other.Operations == 0
                || (restriction.Operations != 0 && (other.Operations & restriction.Operations) == restriction.Operations);
            if (covers && other.IsAtLeast(restriction) && other.HoldsAt(restriction.FromMs) && other.UntilMs >= half)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything stronger than an exemption stands on <paramref name="entity"/>, whatever the operation.</summary>
    public bool IsRestricted(EntityKey entity, long timeMs)
    {
        if (!_byEntity.TryGetValue(entity, out var standing))
        {
            return false;
        }

        foreach (var restriction in standing)
        {
            if (restriction.Action != ActionKind.Allow && restriction.HoldsAt(timeMs))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets a restriction hold from now on. Applying one twice changes nothing.</summary>
    public void Apply(Restriction restriction)
    {
        lock (_gate)
        {
            if (_lifted.Contains(restriction.Id))
            {
                return;
            }

            var standing = _byEntity.GetValueOrDefault(restriction.Entity) ?? [];
            if (Array.Exists(standing, r => r.Id == restriction.Id))
            {
                return;
            }

            if (_count >= _capacity)
            {
                MakeRoom(restriction.FromMs);
                standing = _byEntity.GetValueOrDefault(restriction.Entity) ?? [];
            }

            var kept = Array.FindAll(standing, r => r.UntilMs > restriction.FromMs);
            Store(restriction.Entity, standing.Length, [.. kept, restriction]);
            _pin?.Invoke(restriction.Entity, true);
        }
    }

    /// <summary>Takes a restriction away as if it had never been; its record, should there be one, brings it back.</summary>
    public void Withdraw(Restriction restriction)
    {
        lock (_gate)
        {
            Remove(restriction.Entity, restriction.Id);
        }
    }

    /// <summary>Ends a restriction, for good: its record may still arrive late, or again.</summary>
    public void Lift(RestrictionLift lift)
    {
        lock (_gate)
        {
            // Remembered even where it was standing: its record may be read again, and a lifted restriction must not come back.
            _lifted.Add(lift.Restriction);
            Remove(lift.Entity, lift.Restriction);
        }
    }

    /// <summary>Forgets what ended before <paramref name="nowMs"/>; returns how many.</summary>
    public int Sweep(long nowMs)
    {
        lock (_gate)
        {
            var before = _count;
            DropExpired(nowMs);
            return before - _count;
        }
    }

    /// <summary>
    /// What stands and which lifts are remembered (oldest first), for a snapshot. Takes the writers' lock for the lifts only:
    /// what changes meanwhile is in the log after the snapshot's offset, and applying it again changes nothing.
    /// </summary>
    public IReadOnlyList<Restriction> Copy(out IReadOnlyList<EventId> lifted)
    {
        var standing = new List<Restriction>(Count);
        foreach (var (_, restrictions) in _byEntity)
        {
            standing.AddRange(restrictions);
        }

        lock (_gate)
        {
            lifted = _lifted.ToArray();
        }

        return standing;
    }

    /// <summary>Whether this very restriction is still held.</summary>
    public bool Contains(Restriction restriction) =>
        _byEntity.TryGetValue(restriction.Entity, out var standing) && Array.Exists(standing, r => r.Id == restriction.Id);

    /// <summary>Takes on what <see cref="Copy"/> gave: the lifts first, so that nothing lifted comes back.</summary>
    public void Restore(IEnumerable<Restriction> standing, IEnumerable<EventId> lifted)
    {
        lock (_gate)
        {
            foreach (var id in lifted)
            {
                _lifted.Add(id);
            }
        }

        foreach (var restriction in standing)
        {
            Apply(restriction);
        }
    }

    private static Restriction? Strongest(Restriction[] standing, SecurityEvent request, Restriction? best)
    {
        foreach (var restriction in standing)
        {
            if ((best is null || !best.IsAtLeast(restriction))
                && restriction.HoldsAt(request.TimeMs) && restriction.Covers(request.Operation))
            {
                best = restriction;
            }
        }

        return best;
    }

    private static void Insert(List<Restriction> found, Restriction restriction)
    {
        var at = 0;
        while (at < found.Count && found[at].IsAtLeast(restriction))
        {
            at++;
        }

        if (at == Decision.MaxStanding)
        {
            return;
        }

        if (found.Count == Decision.MaxStanding)
        {
            found.RemoveAt(Decision.MaxStanding - 1);
        }

        found.Insert(at, restriction);
    }

    private void Remove(EntityKey entity, EventId restriction)
    {
        var standing = _byEntity.GetValueOrDefault(entity) ?? [];
        var kept = Array.FindAll(standing, r => r.Id != restriction);
        if (kept.Length != standing.Length)
        {
            Store(entity, standing.Length, kept);
        }
    }

    private void Store(EntityKey entity, int before, Restriction[] standing)
    {
        if (standing.Length == 0)
        {
            _byEntity.TryRemove(entity, out _);
            _pin?.Invoke(entity, false);
        }
        else
        {
            _byEntity[entity] = standing;
        }

        var change = standing.Length - before;
        Volatile.Write(ref _count, _count + change);
        Volatile.Write(ref _perKind[(int)entity.Kind], _perKind[(int)entity.Kind] + change);
    }

    /// <summary>
    /// A sixteenth at a time, so that a full index does not walk or sort itself at every new restriction. What a person set goes
    /// last: whoever floods the index with restrictions of their own must not wash away an analyst's word.
    /// </summary>
    private void MakeRoom(long nowMs)
    {
        DropExpired(nowMs);
        var surplus = _count - (_capacity - Math.Max(1, _capacity / 16));
        if (surplus <= 0)
        {
            return;
        }

        var going = _byEntity.Values.SelectMany(r => r)
            .OrderBy(r => r.Origin != RestrictionOrigin.Policy).ThenBy(r => r.Action).ThenBy(r => r.UntilMs).Take(surplus).ToList();
        foreach (var restriction in going)
        {
            Remove(restriction.Entity, restriction.Id);
        }

        Interlocked.Add(ref _evicted, going.Count);
    }

    private void DropExpired(long nowMs)
    {
        foreach (var (entity, standing) in _byEntity)
        {
            var kept = Array.FindAll(standing, r => r.UntilMs > nowMs);
            if (kept.Length != standing.Length)
            {
                Store(entity, standing.Length, kept);
            }
        }
    }
}
