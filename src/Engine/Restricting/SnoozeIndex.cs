using System.Collections.Concurrent;

namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// The snoozes that hold, looked up by the entities of a request without a lock; free where there are none. Only people set
/// snoozes, so they are few; where there are more than it holds, those that end soonest go first, and what a person wanted left
/// alone is then judged again: the strict side.
/// </summary>
public sealed class SnoozeIndex
{
    private readonly ConcurrentDictionary<EntityKey, Snooze[]> _byEntity = new();
    private readonly EndedIds _ended = new(MaxEnded);
    private readonly Lock _gate = new();
    private readonly int[] _perKind = new int[byte.MaxValue + 1];
    private readonly int _capacity;
    private int _count;
    private long _evicted;

    /// <param name="capacity">Most snoozes held.</param>
    public SnoozeIndex(int capacity = 50_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Endings remembered, so that a record which comes late or again brings nothing back; the oldest go first.</summary>
    public const int MaxEnded = 4_096;

    /// <summary>Snoozes held, those that ran out included until the next sweep.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Snoozes that still held and had to go because the index was full.</summary>
    public long Evicted => Interlocked.Read(ref _evicted);

    /// <summary>
    /// Adds the names of the policies that leave one of the request's entities alone at its time, each once, at most
    /// <see cref="Decision.MaxSnoozed"/>; nothing is allocated where there is none.
    /// </summary>
    public void Fill(SecurityEvent request, List<string> names)
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (Volatile.Read(ref _perKind[(int)kind]) == 0)
            {
                continue;
            }

            var key = request.Entity(kind);
            if (!key.IsNone && _byEntity.TryGetValue(key, out var held))
            {
                Add(held, request.TimeMs, names);
            }
        }
    }

    /// <summary>
    /// Takes in a snooze as its newest record has it: it holds from now on, or is over for good. Taking one in twice, or the end
    /// before the beginning, changes nothing about the result.
    /// </summary>
    public void Apply(Snooze snooze)
    {
        lock (_gate)
        {
            if (snooze.End is not null)
            {
                _ended.Add(snooze.Id);
                Remove(snooze.Entity, snooze.Id);
                return;
            }

            var held = _byEntity.GetValueOrDefault(snooze.Entity) ?? [];
            if (_ended.Contains(snooze.Id) || Array.Exists(held, s => s.Id == snooze.Id))
            {
                return;
            }

            if (_count >= _capacity)
            {
                MakeRoom(snooze.FromMs);
                held = _byEntity.GetValueOrDefault(snooze.Entity) ?? [];
            }

            Store(snooze.Entity, held.Length, [.. held, snooze]);
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

    private static void Add(Snooze[] held, long timeMs, List<string> names)
    {
        foreach (var snooze in held)
        {
            if (names.Count < Decision.MaxSnoozed && snooze.HoldsAt(timeMs) && !names.Contains(snooze.Policy))
            {
                names.Add(snooze.Policy);
            }
        }
    }

    private void Remove(EntityKey entity, EventId id)
    {
        var held = _byEntity.GetValueOrDefault(entity) ?? [];
        var kept = Array.FindAll(held, s => s.Id != id);
        if (kept.Length != held.Length)
        {
            Store(entity, held.Length, kept);
        }
    }

    private void Store(EntityKey entity, int before, Snooze[] held)
    {
        if (held.Length == 0)
        {
            _byEntity.TryRemove(entity, out _);
        }
        else
        {
            _byEntity[entity] = held;
        }

        var change = held.Length - before;
        Volatile.Write(ref _count, _count + change);
        Volatile.Write(ref _perKind[(int)entity.Kind], _perKind[(int)entity.Kind] + change);
    }

    /// <summary>A sixteenth at a time, so that a full index does not sort itself at every new snooze.</summary>
    private void MakeRoom(long nowMs)
    {
        DropExpired(nowMs);
        var surplus = _count - (_capacity - Math.Max(1, _capacity / 16));
        if (surplus <= 0)
        {
            return;
        }

        var going = _byEntity.Values.SelectMany(s => s).OrderBy(s => s.UntilMs).ThenBy(s => s.Id).Take(surplus).ToList();
        foreach (var snooze in going)
        {
            Remove(snooze.Entity, snooze.Id);
        }

        Interlocked.Add(ref _evicted, going.Count);
    }

    private void DropExpired(long nowMs)
    {
        foreach (var (entity, held) in _byEntity)
        {
            var kept = Array.FindAll(held, s => s.UntilMs > nowMs);
            if (kept.Length != held.Length)
            {
                Store(entity, held.Length, kept);
            }
        }
    }
}
