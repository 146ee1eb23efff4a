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
    private readonly HashSet<EventId> _lifted = [];
    private readonly Queue<EventId> _liftedOrder = new();
    private readonly Lock _gate = new();
    private readonly int[] _perKind = new int[byte.MaxValue + 1];
    private readonly int _capacity;
    private int _count;
    private long _evicted;

    public RestrictionIndex(int capacity = 250_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
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
            if (covers && other.Action >= restriction.Action && other.HoldsAt(restriction.FromMs) && other.UntilMs >= half)
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
        }
    }

    /// <summary>Ends a restriction, for good: its record may still arrive late, or again.</summary>
    public void Lift(RestrictionLift lift)
    {
        lock (_gate)
        {
            var standing = _byEntity.GetValueOrDefault(lift.Entity) ?? [];
            var kept = Array.FindAll(standing, r => r.Id != lift.Restriction);
            // Remembered even where it was standing: its record may be read again, and a lifted restriction must not come back.
            Remember(lift.Restriction);
            if (kept.Length != standing.Length)
            {
                Store(lift.Entity, standing.Length, kept);
            }
        }
    }

    /// <summary>Forgets what ended before <paramref name="nowMs"/>; returns how many.</summary>
    /// <param name="nowMs">The time.</param>
    /// <param name="freed">Told every entity on which nothing stands any more.</param>
    public int Sweep(long nowMs, Action<EntityKey>? freed = null)
    {
        lock (_gate)
        {
            var before = _count;
            DropExpired(nowMs, freed);
            return before - _count;
        }
    }

    private static Restriction? Strongest(Restriction[] standing, SecurityEvent request, Restriction? best)
    {
        foreach (var restriction in standing)
        {
            if ((best is null || restriction.Action > best.Action)
                && restriction.HoldsAt(request.TimeMs) && restriction.Covers(request.Operation))
            {
                best = restriction;
            }
        }

        return best;
    }

    private void Store(EntityKey entity, int before, Restriction[] standing)
    {
        if (standing.Length == 0)
        {
            _byEntity.TryRemove(entity, out _);
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
        DropExpired(nowMs, freed: null);
        var surplus = _count - (_capacity - Math.Max(1, _capacity / 16));
        if (surplus <= 0)
        {
            return;
        }

        var going = _byEntity.Values.SelectMany(r => r)
            .OrderBy(r => r.Origin != RestrictionOrigin.Policy).ThenBy(r => r.Action).ThenBy(r => r.UntilMs).Take(surplus).ToList();
        foreach (var restriction in going)
        {
            var standing = _byEntity[restriction.Entity];
            Store(restriction.Entity, standing.Length, Array.FindAll(standing, r => r.Id != restriction.Id));
        }

        Interlocked.Add(ref _evicted, going.Count);
    }

    private void DropExpired(long nowMs, Action<EntityKey>? freed)
    {
        foreach (var (entity, standing) in _byEntity)
        {
            var kept = Array.FindAll(standing, r => r.UntilMs > nowMs);
            if (kept.Length == standing.Length)
            {
                continue;
            }

            Store(entity, standing.Length, kept);
            if (kept.Length == 0)
            {
                freed?.Invoke(entity);
            }
        }
    }

    private void Remember(EventId restriction)
    {
        if (_lifted.Add(restriction))
        {
            _liftedOrder.Enqueue(restriction);
            if (_liftedOrder.Count > MaxEarlyLifts)
            {
                _lifted.Remove(_liftedOrder.Dequeue());
            }
        }
    }
}
