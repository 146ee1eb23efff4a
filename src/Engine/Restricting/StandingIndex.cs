using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// What stands on entities, found by one hash look-up per entity of a request. Readers take no lock and allocate nothing; writers
/// take one that no reader waits on. What has ended by somebody's word never comes back, whatever order records arrive in. Bounded:
/// when full, what ran out goes first, then what <paramref name="going"/> says.
/// </summary>
/// <param name="capacity">Most items held.</param>
/// <param name="mostEnded">Endings remembered; the oldest go first.</param>
/// <param name="going">Puts items in the order in which a full index lets them go.</param>
/// <param name="pin">
/// Told true whenever something begins to stand on an entity, false once the last is gone, whatever took it. Called under the lock.
/// </param>
internal sealed class StandingIndex<T>(
    int capacity, int mostEnded, Func<IEnumerable<T>, IEnumerable<T>> going, Action<EntityKey, bool>? pin = null)
    where T : class, IStanding
{
    private readonly ConcurrentDictionary<EntityKey, T[]> _byEntity = new();
    private readonly EndedIds _ended = new(mostEnded);
    private readonly Lock _gate = new();
    private readonly int[] _perKind = new int[byte.MaxValue + 1];
    private readonly int _capacity = AtLeastOne(capacity);
    private int _count;
    private long _evicted;

    /// <summary>Items held, those that ran out included until the next sweep.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Items that had not run out and had to go because the index was full.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>What stands on the entity of <paramref name="kind"/> in <paramref name="request"/>, whatever its time.</summary>
    public bool TryGet(SecurityEvent request, EntityKind kind, [NotNullWhen(true)] out T[]? standing)
    {
        if (Volatile.Read(ref _perKind[(int)kind]) != 0)
        {
            var key = request.Entity(kind);
            if (!key.IsNone)
            {
                return _byEntity.TryGetValue(key, out standing);
            }
        }

        standing = null;
        return false;
    }

    /// <summary>What stands on <paramref name="entity"/>, whatever its time.</summary>
    public bool TryGet(EntityKey entity, [NotNullWhen(true)] out T[]? standing) => _byEntity.TryGetValue(entity, out standing);

    /// <summary>Lets <paramref name="item"/> stand from now on, unless it has ended. Applying one twice changes nothing.</summary>
    public void Apply(T item)
    {
        lock (_gate)
        {
            var standing = Standing(item.Entity);
            if (_ended.Contains(item.Id) || Array.Exists(standing, s => s.Id == item.Id))
            {
                return;
            }

            if (_count >= _capacity)
            {
                MakeRoom(item.FromMs);
                standing = Standing(item.Entity);
            }

            var kept = Array.FindAll(standing, s => s.UntilMs > item.FromMs);
            Store(item.Entity, standing.Length, [.. kept, item]);
            pin?.Invoke(item.Entity, true);
        }
    }

    /// <summary>Takes an item away as if it had never been; its record, should there be one, brings it back.</summary>
    public void Withdraw(EntityKey entity, EventId id)
    {
        lock (_gate)
        {
            Remove(entity, id);
        }
    }

    /// <summary>Takes an item away for good: its record may still arrive late, or again.</summary>
    public void End(EntityKey entity, EventId id)
    {
        lock (_gate)
        {
            // Remembered even where it was standing: its record may be read again, and what has ended must not come back.
            _ended.Add(id);
            Remove(entity, id);
        }
    }

    /// <summary>Forgets what ran out before <paramref name="nowMs"/>; returns how many.</summary>
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
    /// What stands and which endings are remembered (oldest first). Takes the lock for the endings only, so what changes meanwhile
    /// may be in it or not.
    /// </summary>
    public IReadOnlyList<T> Copy(out IReadOnlyList<EventId> ended)
    {
        var items = new List<T>(Count);
        foreach (var (_, standing) in _byEntity)
        {
            items.AddRange(standing);
        }

        lock (_gate)
        {
            ended = _ended.ToArray();
        }

        return items;
    }

    /// <summary>Takes on what <see cref="Copy"/> gave: the endings first, so that nothing that ended comes back.</summary>
    public void Restore(IEnumerable<T> items, IEnumerable<EventId> ended)
    {
        lock (_gate)
        {
            foreach (var id in ended)
            {
                _ended.Add(id);
            }
        }

        foreach (var item in items)
        {
            Apply(item);
        }
    }

    private static int AtLeastOne(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return capacity;
    }

    private T[] Standing(EntityKey entity) => _byEntity.GetValueOrDefault(entity) ?? [];

    private void Remove(EntityKey entity, EventId id) => Keep(entity, Standing(entity), s => s.Id != id);

    private void DropExpired(long nowMs)
    {
        foreach (var (entity, standing) in _byEntity)
        {
            Keep(entity, standing, s => s.UntilMs > nowMs);
        }
    }

    private void Keep(EntityKey entity, T[] standing, Predicate<T> which)
    {
        var kept = Array.FindAll(standing, which);
        if (kept.Length != standing.Length)
        {
            Store(entity, standing.Length, kept);
        }
    }

    private void Store(EntityKey entity, int before, T[] standing)
    {
        if (standing.Length == 0)
        {
            _byEntity.TryRemove(entity, out _);
            pin?.Invoke(entity, false);
        }
        else
        {
            _byEntity[entity] = standing;
        }

        var change = standing.Length - before;
        Volatile.Write(ref _count, _count + change);
        Volatile.Write(ref _perKind[(int)entity.Kind], _perKind[(int)entity.Kind] + change);
    }

    /// <summary>A sixteenth at a time, so that a full index does not walk or sort itself at every new item.</summary>
    private void MakeRoom(long nowMs)
    {
        DropExpired(nowMs);
        var surplus = _count - (_capacity - Math.Max(1, _capacity / 16));
        if (surplus <= 0)
        {
            return;
        }

        var gone = going(_byEntity.Values.SelectMany(s => s)).Take(surplus).ToList();
        foreach (var item in gone)
        {
            Remove(item.Entity, item.Id);
        }

        Interlocked.Add(ref _evicted, gone.Count);
    }
}
