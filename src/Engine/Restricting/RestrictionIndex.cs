namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// Every standing restriction, found by one hash look-up per entity of a request. Readers take no lock; writers (a decision that
/// restricts, an analyst who lifts, a peer) take one that no reader waits on. Bounded: when full, expired ones go first, then
/// the mildest that end soonest.
/// </summary>
public sealed class RestrictionIndex
{
    /// <summary>More of one entity are not told apart: no escalation has so many steps. The oldest go first.</summary>
    private const int MostRecent = 32;

    private readonly StandingIndex<Restriction> _standing;
    private readonly StandingIndex<RecentRestriction> _recent;

    /// <param name="capacity">Most restrictions held.</param>
    /// <param name="pin">
    /// Told true whenever a restriction begins to stand on an entity, false once the last is gone, whatever took it: so that
    /// features are kept as long as something stands, and no longer. Called under the index's lock: it must be short.
    /// </param>
    public RestrictionIndex(int capacity = 250_000, Action<EntityKey, bool>? pin = null)
    {
        _standing = new(capacity, MaxEarlyLifts, Going, pin);
        _recent = new(capacity, MaxEarlyLifts, static recent => recent.OrderBy(r => r.FromMs));
    }

    /// <summary>Lifts remembered, so that a record which comes late or again brings nothing back; the oldest go first.</summary>
    public const int MaxEarlyLifts = 4_096;

    /// <summary>Restrictions held, expired ones included until the next sweep.</summary>
    public int Count => _standing.Count;

    /// <summary>Restrictions that still held and had to go because the index was full.</summary>
    public long Evicted => _standing.Evicted;

    /// <summary>Restrictions of the last day that had to be forgotten because there were too many: repeats count for less.</summary>
    public long RecentEvicted => _recent.Evicted;

    /// <summary>
    /// Counts into <paramref name="repeats"/>, by kind, how many restrictions each entity of <paramref name="request"/> has had in the
    /// day before, up to 32: <see cref="Decision.Repeats"/>.
    /// </summary>
    public void CountRecent(SecurityEvent request, Span<byte> repeats)
    {
        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (_recent.TryGet(request, kind, out var recent))
            {
                foreach (var restriction in recent)
                {
                    repeats[(int)kind] += restriction.UntilMs > request.TimeMs ? (byte)1 : (byte)0;
                }
            }
        }
    }

    /// <summary>The strongest restriction that holds for <paramref name="request"/> at its time, or null.</summary>
    public Restriction? Find(SecurityEvent request)
    {
        if (Count == 0)
        {
            return null;
        }

        Restriction? strongest = null;
        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (_standing.TryGet(request, kind, out var standing))
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
        if (Count == 0)
        {
            return;
        }

        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (!_standing.TryGet(request, kind, out var standing))
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
        if (!_standing.TryGet(restriction.Entity, out var standing))
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

    /// <summary>
    /// Drops from a decision's restrictions what an equal standing one already says; the rest holds from the next request on.
    /// </summary>
    public void KeepNew(List<Restriction> issued)
    {
        for (var i = issued.Count - 1; i >= 0; i--)
        {
            var restriction = issued[i];
            if (IsCovered(restriction))
            {
                issued.RemoveAt(i);
                continue;
            }

            Apply(restriction);
        }
    }

    /// <summary>Whether anything stronger than an exemption stands on <paramref name="entity"/>, whatever the operation.</summary>
    public bool IsRestricted(EntityKey entity, long timeMs)
    {
        if (!_standing.TryGet(entity, out var standing))
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
        _standing.Apply(restriction);
        Remember(restriction);
    }

    /// <summary>Counts a restriction among those of the last day without letting it hold: one that ended while nothing ran.</summary>
    public void Remember(Restriction restriction)
    {
        if (restriction.Action == ActionKind.Allow)
        {
            return;
        }

        _recent.Apply(new RecentRestriction(restriction));
        if (_recent.TryGet(restriction.Entity, out var recent) && recent.Length > MostRecent)
        {
            _recent.Withdraw(restriction.Entity, recent[0].Id);
        }
    }

    /// <summary>Takes a restriction away as if it had never been; its record, should there be one, brings it back.</summary>
    public void Withdraw(Restriction restriction)
    {
        _standing.Withdraw(restriction.Entity, restriction.Id);
        _recent.Withdraw(restriction.Entity, restriction.Id);
    }

    /// <summary>Ends a restriction, for good: its record may still arrive late, or again.</summary>
    public void Lift(RestrictionLift lift)
    {
        _standing.End(lift.Entity, lift.Restriction);
        _recent.End(lift.Entity, lift.Restriction);
    }

    /// <summary>Forgets what ended before <paramref name="nowMs"/>; returns how many.</summary>
    public int Sweep(long nowMs)
    {
        _recent.Sweep(nowMs);
        return _standing.Sweep(nowMs);
    }

    /// <summary>
    /// What stands, what ran out within the last day, and which lifts are remembered (oldest first), for a snapshot: what changes
    /// meanwhile is in the log after the snapshot's offset, and applying it again changes nothing.
    /// </summary>
    public IReadOnlyList<Restriction> Copy(out IReadOnlyList<EventId> lifted)
    {
        var standing = _standing.Copy(out lifted);
        var known = standing.Select(static r => r.Id).ToHashSet();
        return [.. standing, .. _recent.Copy(out _).Select(static r => r.Restriction).Where(r => !known.Contains(r.Id))];
    }

    /// <summary>Whether this very restriction is still held or remembered.</summary>
    public bool Contains(Restriction restriction) =>
        (_standing.TryGet(restriction.Entity, out var standing) && Array.Exists(standing, r => r.Id == restriction.Id))
        || (_recent.TryGet(restriction.Entity, out var recent) && Array.Exists(recent, r => r.Id == restriction.Id));

    /// <summary>
    /// Takes on what <see cref="Copy"/> gave: the lifts first, so that nothing lifted comes back. What has run out goes with the next
    /// <see cref="Sweep"/>.
    /// </summary>
    public void Restore(IEnumerable<Restriction> standing, IEnumerable<EventId> lifted)
    {
        var (items, ended) = (standing.ToList(), lifted.ToList());
        _recent.Restore([], ended);
        _standing.Restore([], ended);
        items.ForEach(Apply);
    }

    /// <summary>
    /// The mildest that end soonest first, and what a person set last: whoever floods the index with restrictions of their own
    /// must not wash away an analyst's word.
    /// </summary>
    private static IEnumerable<Restriction> Going(IEnumerable<Restriction> restrictions) =>
        restrictions.OrderBy(r => r.Origin != RestrictionOrigin.Policy).ThenBy(r => r.Action).ThenBy(r => r.UntilMs);

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
}
