using System.Collections.Concurrent;

namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// Draws one in so many decisions and keeps for each what had reached its entities, so that its features can be worked out again
/// in that very order. Bounded: what there is no room for is not kept. Who is not drawn pays a multiplication.
/// </summary>
/// <param name="rate">One in so many, from 1.</param>
/// <param name="end">The end of the log of events.</param>
public sealed class OrderWatch(int rate, Func<long> end)
{
    /// <summary>Decisions kept at once.</summary>
    public const int MostKept = 4_096;

    /// <summary>Steps kept at once for all of them, 8 bytes each.</summary>
    private const long MostTags = 4_000_000;

    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    private readonly ConcurrentDictionary<EventId, OrderWitness> _kept = new();
    private volatile OrderEpoch? _epoch;
    private long _tags;

    /// <summary>Whether a decision is drawn, by its id's lower half, which is random.</summary>
    public static bool Draws(ulong low, int rate) => ((low * Spread) >> 32) % (uint)rate == 0;

    /// <summary>Decisions from now on look back to this.</summary>
    public void Publish(OrderEpoch epoch) => _epoch = epoch;

    public OrderWitness? Of(EventId decision) => _kept.GetValueOrDefault(decision);

    /// <summary>Lets go of what has been checked.</summary>
    public void Forget(IEnumerable<EventId> decisions)
    {
        foreach (var id in decisions)
        {
            if (_kept.TryRemove(id, out var witness)) Interlocked.Add(ref _tags, -witness.Tags);
        }
    }

    /// <summary>Those kept at this moment.</summary>
    public IReadOnlyList<EventId> Kept() => [.. _kept.Keys];

    internal OrderWitness? Begin(EventId decision) =>
        Draws(decision.Low, rate) && _epoch is { } epoch && _kept.Count < MostKept && Interlocked.Read(ref _tags) < MostTags
            ? new OrderWitness(epoch)
            : null;

    internal void Keep(EventId decision, OrderWitness witness)
    {
        witness.End = end();
        if (_kept.TryAdd(decision, witness)) Interlocked.Add(ref _tags, witness.Tags);
    }
}
