using System.Numerics;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Which events were applied lately, so that a second delivery changes nothing: rows of eight fingerprints, one cache line
/// each, the oldest of a row giving way. Bounded; remembers about as many events as it has slots.
/// </summary>
internal sealed partial class RecentEvents
{
    private const int Ways = 8;
    private const int Gates = 64;
    private readonly ulong[] _slots;
    private readonly byte[] _oldest;
    private readonly Lock[] _gates = new Lock[Gates];
    private readonly uint _rowMask;

    // Per gate and a cache line apart, so that threads do not pass one line to and fro.
    private readonly long[] _applied = new long[Gates * Ways];
    private readonly long[] _duplicates = new long[Gates * Ways];

    public RecentEvents(int capacity)
    {
        var rows = BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity / Ways, Gates));
        _rowMask = rows - 1;
        _slots = GC.AllocateArray<ulong>((int)rows * Ways, pinned: true);
        _oldest = new byte[rows];
        for (var i = 0; i < Gates; i++) _gates[i] = new Lock();
    }

    public long SizeInBytes => ((long)_slots.Length * sizeof(ulong)) + _oldest.Length;

    /// <summary>Events that were new, and those that were not.</summary>
    public (long Applied, long Duplicates) Totals()
    {
        long applied = 0, duplicates = 0;
        for (var i = 0; i < Gates; i++)
        {
            applied += Interlocked.Read(ref _applied[i * Ways]);
            duplicates += Interlocked.Read(ref _duplicates[i * Ways]);
        }

        return (applied, duplicates);
    }

    public void Prefetch(ulong fingerprint) => Storage.Prefetch.Line(ref _slots[((uint)fingerprint & _rowMask) * Ways]);

    /// <summary>False where the fingerprint is remembered already.</summary>
    /// <param name="fingerprint">The event's.</param>
    /// <param name="isMarked">Whether it came after the cut of a snapshot that is being written.</param>
    public bool TryAdd(ulong fingerprint, out bool isMarked)
    {
        if (fingerprint == 0) fingerprint = 1;
        var number = (int)((uint)fingerprint & _rowMask);
        var gate = number & (Gates - 1);
        lock (_gates[gate])
        {
            isMarked = _isMarking[gate];
            var row = _slots.AsSpan(number * Ways, Ways);
            if (row.Contains(fingerprint))
            {
                _duplicates[gate * Ways]++;
                return false;
            }

            _applied[gate * Ways]++;
            ref var oldest = ref _oldest[number];
            row[oldest] = fingerprint;
            oldest = (byte)((oldest + 1) % Ways);
            return true;
        }
    }
}
