namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Chooses who goes when a shard is full: the S3-FIFO idea (Yang et al., 2023) with three queues. Newcomers wait in probation
/// and go first; who was seen often moves to busy, who signed in or is held by the host to known. A queue below its share of
/// the shard is left alone, so a flood of invented identities turns over probation and nothing else.
/// </summary>
internal sealed partial class Eviction
{
    /// <summary>Requests after which an entity has left probation.</summary>
    public const int BusyFrom = 4;

    /// <summary>Rounds through its queue that an entity survives after it was last used.</summary>
    private const byte FullCredit = 2;

    /// <summary>Most records looked at to find one victim, so that the shard's lock is never held for long.</summary>
    private const int MaxSteps = 64;

    /// <summary>Most records that one call moves to the queue they have earned, for the same reason.</summary>
    private const int MaxMoves = 256;

    private readonly RecordTable _records;
    private readonly EvictionQueue[] _queues;
    private readonly int[] _shares;

    public Eviction(RecordTable records)
    {
        _records = records;
        _queues = [new EvictionQueue(records), new EvictionQueue(records), new EvictionQueue(records)];
        _shares = [records.Capacity / 10, records.Capacity / 5, 0];
    }

    public void Add(int record) => _queues[(int)Standing.Probation].Push(record);

    public static void Touch(ref EntityRecord record) => record.Credit = FullCredit;

    /// <summary>A record taken out of its queue to be forgotten, or 0 where the host holds everything looked at.</summary>
    public int Choose()
    {
        int step = 0, moves = 0;
        while (step < MaxSteps && FullestOverShare() is { } queue)
        {
            var candidate = queue.Pop();
            ref var record = ref _records[candidate];
            var earned = EarnedBy(record);
            if (earned > record.Queue && (++moves <= MaxMoves || earned == Standing.Known))
            {
                // Not a step: an entity rises at most twice in its life.
                record.Queue = earned;
                _queues[(int)earned].Push(candidate);
                continue;
            }

            var isHeld = (record.Flags & EntityFlags.Pinned) != 0;
            var hasCredit = record.Queue != Standing.Probation && record.Credit > 0 && step < MaxSteps / 2;
            if (!isHeld && !hasCredit) return candidate;
            if (hasCredit) record.Credit--;
            queue.Push(candidate);
            step++;
        }

        return 0;
    }

    private EvictionQueue? FullestOverShare()
    {
        for (var i = 0; i < _queues.Length; i++)
        {
            if (_queues[i].Count > _shares[i]) return _queues[i];
        }

        return null;
    }

    private static Standing EarnedBy(in EntityRecord record) =>
        record.IsKnown ? Standing.Known : record.Uses >= BusyFrom ? Standing.Busy : Standing.Probation;
}
