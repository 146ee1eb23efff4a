using SecurityDecisioning.Features.Profiles;

namespace SecurityDecisioning.Features.Shared;

/// <summary>
/// What one core adds to shared state within a bucket. Every request hits the same few countries and operations: counted where
/// they are kept, all cores would wait for the same lines; here each writes its own, and they meet once per bucket.
/// </summary>
internal sealed class Stripe(Action<EntityKey, ulong, int, ReadOnlySpan<uint>> count, StepModel steps)
{
    private const int EntryCount = 1_024;
    private readonly SharedEntry[] _entries = new SharedEntry[EntryCount];
    private readonly ulong[] _pendingEntries = new ulong[EntryCount / 64];
    private readonly int[] _steps = new int[StepModel.Places];
    private bool _hasSteps;

    // The bucket that what is pending belongs to.
    private int _bucket;

    public static long SizeInBytes =>
        ((long)EntryCount * System.Runtime.CompilerServices.Unsafe.SizeOf<SharedEntry>()) + (StepModel.Places * sizeof(int));

    /// <summary>Covers everything here.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The entry of an entity; another one in its place is handed on first.</summary>
    public ref SharedEntry EntryOf(EntityKey key, ulong hash)
    {
        ref var entry = ref _entries[hash & (EntryCount - 1)];
        if (entry.Key != key)
        {
            HandOn(ref entry);
            entry.Key = key;
            entry.Hash = hash;
            entry.Version = -1;
        }

        return ref entry;
    }

    /// <summary>
    /// What is added next belongs to <paramref name="bucket"/>. A request of the new bucket may be here before whoever turned the
    /// bucket over: what is still pending of the old one is handed on first, or it would count in the new.
    /// </summary>
    public void Begin(int bucket)
    {
        if (bucket == _bucket) return;
        HandOnEntries();
        _bucket = bucket;
    }

    public void Add(ref SharedEntry entry, uint counters)
    {
        var at = entry.Hash & (EntryCount - 1);
        _pendingEntries[at / 64] |= 1UL << (int)(at % 64);
        entry.IsPending = true;
        for (; counters != 0; counters &= counters - 1) entry.Pending[int.TrailingZeroCount((int)counters)]++;
    }

    /// <summary>Counts what an event changed about the order of a session's first steps.</summary>
    public void Add(in StepChange change)
    {
        _hasSteps = true;
        StepModel.Count(change, _steps);
    }

    public void HandOnAll()
    {
        HandOnEntries();
        HandOnSteps();
    }

    private void HandOnSteps()
    {
        if (!_hasSteps) return;
        steps.Add(_steps);
        Array.Clear(_steps);
        _hasSteps = false;
    }

    private void HandOnEntries()
    {
        for (var word = 0; word < _pendingEntries.Length; word++)
        {
            for (var bits = _pendingEntries[word]; bits != 0; bits &= bits - 1)
                HandOn(ref _entries[(word * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits)]);
            _pendingEntries[word] = 0;
        }
    }

    private void HandOn(ref SharedEntry entry)
    {
        if (!entry.IsPending) return;
        count(entry.Key, entry.Hash, _bucket, entry.Pending);
        entry.IsPending = false;
        entry.Pending = default;
    }
}
