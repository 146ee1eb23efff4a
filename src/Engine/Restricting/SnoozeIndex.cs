namespace SecurityDecisioning.Engine.Restricting;

/// <summary>
/// The snoozes that hold, looked up by the entities of a request without a lock; free where there are none. Only people set
/// snoozes, so they are few; where there are more than it holds, those that end soonest go first, and what a person wanted left
/// alone is then judged again: the strict side.
/// </summary>
public sealed class SnoozeIndex
{
    private readonly StandingIndex<Snooze> _standing;

    /// <param name="capacity">Most snoozes held.</param>
    public SnoozeIndex(int capacity = 50_000) =>
        _standing = new(capacity, MaxEnded, static snoozes => snoozes.OrderBy(s => s.UntilMs).ThenBy(s => s.Id));

    /// <summary>Endings remembered, so that a record which comes late or again brings nothing back; the oldest go first.</summary>
    public const int MaxEnded = 4_096;

    /// <summary>Snoozes held, those that ran out included until the next sweep.</summary>
    public int Count => _standing.Count;

    /// <summary>Snoozes that still held and had to go because the index was full.</summary>
    public long Evicted => _standing.Evicted;

    /// <summary>
    /// Adds the names of the policies that leave one of the request's entities alone at its time, each once, at most
    /// <see cref="Decision.MaxSnoozed"/>; nothing is allocated where there is none.
    /// </summary>
    public void Fill(SecurityEvent request, List<string> names)
    {
        if (Count == 0)
        {
            return;
        }

        for (var kind = EntityKind.Account; kind <= EntityKind.ApiKey; kind++)
        {
            if (_standing.TryGet(request, kind, out var held))
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
        if (snooze.End is null)
        {
            _standing.Apply(snooze);
        }
        else
        {
            _standing.End(snooze.Entity, snooze.Id);
        }
    }

    /// <summary>Forgets what ran out before <paramref name="nowMs"/>; returns how many.</summary>
    public int Sweep(long nowMs) => _standing.Sweep(nowMs);

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
}
