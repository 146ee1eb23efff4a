namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// What reached the entities of one shard lately, in the order it did: a ring of steps (an event at an entity). Covered by the
/// shard's lock, so it costs a line of memory and nobody waits for it.
/// </summary>
internal sealed class OrderTape
{
    /// <summary>Steps kept. Decisions that look back further than that are not retraced.</summary>
    public const int Length = 4_096;

    private readonly Entry[] _entries = new Entry[Length];

    /// <summary>Steps noted so far.</summary>
    public long Head { get; private set; }

    public void Note(ulong tag, int record) => _entries[Head++ & (Length - 1)] = new Entry(tag, record);

    /// <summary>The steps at <paramref name="record"/> since <paramref name="from"/>; null where the ring no longer has them all.</summary>
    public ulong[]? Since(long from, int record)
    {
        if (Head - from > Length) return null;
        var count = 0;
        for (var at = from; at < Head; at++) count += _entries[at & (Length - 1)].Record == record ? 1 : 0;
        if (count == 0) return [];
        var tags = new ulong[count];
        count = 0;
        for (var at = from; at < Head; at++)
        {
            ref var entry = ref _entries[at & (Length - 1)];
            if (entry.Record == record) tags[count++] = entry.Tag;
        }

        return tags;
    }

    private readonly record struct Entry(ulong Tag, int Record);
}
