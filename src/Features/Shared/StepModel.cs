using SecurityDecisioning.Features.Facts;

namespace SecurityDecisioning.Features.Shared;

/// <summary>
/// What sessions go on to do: of the sessions that did one thing, how many did another for the first time in a later bucket.
/// Counted from each session's first times alone, and taken back where an earlier one turns up, so the order of events does not
/// matter. Read as of the end of the last bucket.
/// </summary>
internal sealed class StepModel
{
    /// <summary>Operations by rank; 0 is none.</summary>
    public const int Ranks = 16;

    /// <summary>A count for each pair of ranks; where both are the same, the sessions that did it.</summary>
    public const int Places = Ranks * Ranks;

    private readonly long[] _counts = new long[Places];

    /// <summary>Rank of a step, 1 to 15: the largest stands for a bucket with several. What a page loads by itself comes last.</summary>
    public static int RankOf(Operation operation) => operation == Operation.Static ? 1 : Math.Min((int)operation + 2, Ranks - 1);

    public static int PlaceOf(int before, int after) => (before * Ranks) + after;

    /// <summary>
    /// Minus the binary logarithm of the share of sessions that went on from one step to the other, one of two more imagined to
    /// have; 0 for the same step again.
    /// </summary>
    public float Surprise(int before, int after)
    {
        if (before == after) return 0;
        var went = Volatile.Read(ref _counts[PlaceOf(before, after)]);
        return -MathF.Log2((went + 1f) / (Volatile.Read(ref _counts[PlaceOf(before, before)]) + 2));
    }

    /// <summary>Adds what an event changed about the order of a session's first steps to <paramref name="counts"/>.</summary>
    public static void Count(in Profiles.StepChange change, Span<int> counts)
    {
        if (change.IsFirst) counts[PlaceOf(change.Rank, change.Rank)]++;
        for (int bits = change.From; bits != 0; bits &= bits - 1) counts[PlaceOf(int.TrailingZeroCount(bits), change.Rank)]++;
        for (int bits = change.NotFrom; bits != 0; bits &= bits - 1) counts[PlaceOf(int.TrailingZeroCount(bits), change.Rank)]--;
        for (int bits = change.To; bits != 0; bits &= bits - 1) counts[PlaceOf(change.Rank, int.TrailingZeroCount(bits))]++;
    }

    /// <summary>Lets everybody see what was counted; one number per place.</summary>
    public void Add(ReadOnlySpan<int> counts)
    {
        for (var place = 0; place < counts.Length; place++)
        {
            if (counts[place] != 0) Interlocked.Add(ref _counts[place], counts[place]);
        }
    }

    public void CopyTo(Snapshots.SnapshotBuffer buffer) => buffer.Add<long>(_counts);

    public void Restore(ref Snapshots.SnapshotSection section) => section.ReadInto<long>(_counts);

    public ulong StateHash()
    {
        var sum = 0UL;
        for (var place = 0; place < Places; place++)
            sum += (KeyedHash.Mix((ulong)place + 0x9E37_79B9_7F4A_7C15, 0xE703_7ED1_A0B4_28DB) | 1) * (ulong)_counts[place];
        return sum;
    }
}
