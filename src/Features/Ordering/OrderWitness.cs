using SecurityDecisioning.Features.Facts;

namespace SecurityDecisioning.Features.Ordering;

/// <summary>What had reached each entity of one decision when its features were read.</summary>
public sealed class OrderWitness
{
    private readonly ulong[]?[] _seen = new ulong[]?[EventEntities.Count];

    internal OrderWitness(OrderEpoch epoch) => Epoch = epoch;

    /// <summary>Of before this everything had been applied; of later exactly what was seen.</summary>
    public OrderEpoch Epoch { get; }

    /// <summary>The log's end after the features had been read: nothing of later can be in them.</summary>
    public long End { get; internal set; }

    /// <summary>False where the tape was too short: what had been applied is not known.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>
    /// Whether what all requests share moved on to another five seconds around the reading, or was held back for a snapshot: it
    /// may then be read as of either.
    /// </summary>
    public bool IsAtEdge { get; internal set; }

    internal int Tags { get; private set; }

    internal void See(int place, OrderTape tape, int shard, int record)
    {
        _seen[place] = tape.Since(Epoch.Heads[shard], record);
        IsWhole &= _seen[place] is not null;
        Tags += _seen[place]?.Length ?? 0;
    }

    internal bool Saw(int place, ulong tag) => _seen[place] is { } tags && tags.AsSpan().Contains(tag);
}
